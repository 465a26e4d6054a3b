// pre-commit installs the hook with `npm install --global git+file://…`: does the same with the last commit, and runs
// the hook's entry as it would be run. Needs the package registry, so it stands beside the suite.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cmtg-git-install-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const prefix = join(folder, 'prefix');
mkdirSync(prefix);
const path = [join(prefix, 'bin'), process.env.PATH].join(delimiter);
const env = { ...process.env, PATH: path, npm_config_prefix: prefix, npm_config_prefer_offline: 'true' };

const from = `git+file://${root.replace(/\/$/, '')}`;
const install = spawnSync('npm', ['install', '--install-links', '--global', from], {
  cwd: folder,
  env,
  encoding: 'utf8',
});
if (install.status !== 0) fail(`npm install --global ${from} ended with ${install.status}:\n${install.stderr}`);
console.log('install: ok');

const [{ entry }] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));
writeFileSync(join(folder, 'payload.json'), '{"messages":{"msg":[]}}');
const hook = spawnSync(`${entry} payload.json`, { cwd: folder, env, encoding: 'utf8', shell: true });
if (hook.status !== 1 || !hook.stdout.includes('payload.json:1:')) {
  fail(`${entry} ended with ${hook.status}:\n${hook.stdout}${hook.stderr}`);
}
console.log('hook: ok');

function fail(message) {
  console.error(message);
  process.exit(1);
}
