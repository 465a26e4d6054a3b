// What users get is a tarball: checks its form with publint and attw, that two packs are the same bytes, and that it
// installs into an empty project and runs there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cmtg-package-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const tarball = pack('first');
if (hash(tarball) !== hash(pack('second'))) fail('Two packs of the same tree differ.');
console.log('pack: the same bytes twice');

const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { messages } = await publint({ pkgDir: root, strict: true });
for (const message of messages) console.log(`publint: ${formatMessage(message, pkg)}`);
if (messages.length > 0) fail('publint has findings.');
console.log('publint: no findings');

run(
  'attw',
  process.execPath,
  [join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'), '--profile', 'esm-only', tarball],
  root,
);

const project = join(folder, 'project');
mkdirSync(project);
writeFileSync(join(project, 'package.json'), '{"name":"someone","private":true,"type":"module"}');
run('install', 'npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', tarball], project);
const cmtg = join(project, 'node_modules/cmtelegram/bin/cmtg.js');
run('cli', process.execPath, [cmtg, '--version'], project, new RegExp(`^${pkg.version}\n$`));
run('cli', process.execPath, [cmtg, 'send', '--sandbox', '--to', '2', 'Hello'], project, /accepted/);
writeFileSync(
  join(project, 'library.mjs'),
  `import { checkPayload, measureText } from 'cmtelegram';
console.log(measureText('\\u{1f600}').counted, checkPayload('{}').diagnostics[0].ruleId);`,
);
run('library', process.execPath, ['library.mjs'], project, /^1 envelope\/missing-key\n$/);
writeFileSync(join(project, 'common.cjs'), `import('cmtelegram').then((m) => console.log(typeof m.splitText));`);
run('CommonJS', process.execPath, ['common.cjs'], project, /^function\n$/);

function pack(name) {
  const destination = join(folder, name);
  mkdirSync(destination);
  const { stdout } = run(
    'pack',
    'npm',
    ['pack', '--silent', '--ignore-scripts', '--pack-destination', destination],
    root,
  );
  return join(destination, stdout.trim().split('\n').pop());
}

function hash(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function run(name, program, args, cwd, expected) {
  const result = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (result.status !== 0 || (expected && !expected.test(result.stdout))) {
    fail(`${name}: ${program} ${args.join(' ')} ended with ${result.status}:\n${result.stdout}${result.stderr}`);
  }
  if (name !== 'pack') console.log(`${name}: ok`);
  return result;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
