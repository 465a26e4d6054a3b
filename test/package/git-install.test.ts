import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pkg = JSON.parse(read('package.json'));

describe('what npm runs in a clone', () => {
  /** A clone with a build that leaves a mark, and an npm that brings the bundler and writes down how it was called. */
  function prepare(env: Record<string, string>, npmStatus = 0) {
    const clone = createTempFolder();
    mkdirSync(join(clone, 'scripts'));
    copyFileSync(join(root, 'scripts/prepare.mjs'), join(clone, 'scripts/prepare.mjs'));
    writeFileSync(
      join(clone, 'scripts/build.mjs'),
      `import { writeFileSync } from 'node:fs'; writeFileSync('built', '');`,
    );
    writeFileSync(
      join(clone, 'npm.mjs'),
      `import { mkdirSync, writeFileSync } from 'node:fs';
       writeFileSync('called', process.argv.slice(2).join(' '));
       mkdirSync('node_modules/rolldown', { recursive: true });
       writeFileSync('node_modules/rolldown/package.json', '{}');
       process.exitCode = ${npmStatus};`,
    );
    const { status, stdout } = spawnSync(process.execPath, ['scripts/prepare.mjs'], {
      cwd: clone,
      encoding: 'utf8',
      env: { npm_execpath: join(clone, 'npm.mjs'), ...env },
    });
    const called = existsSync(join(clone, 'called')) ? readFileSync(join(clone, 'called'), 'utf8') : undefined;
    return { status, stdout, called, isBuilt: existsSync(join(clone, 'built')) };
  }

  test('a global install, which brings no devDependencies, fetches them and builds', () => {
    const { status, called, isBuilt } = prepare({ npm_config_global: 'true' });
    expect({ status, isBuilt }).toEqual({ status: 0, isBuilt: true });
    expect(called).toMatch(/^ci .*--no-global .*--include=dev .*--ignore-scripts/);
  });

  test('a global install fails when they cannot be fetched', () => {
    const { status, isBuilt } = prepare({ npm_config_global: 'true' }, 1);
    expect({ failed: status !== 0, isBuilt }).toEqual({ failed: true, isBuilt: false });
  });

  test('an install that leaves them out says how to build', () => {
    const { status, stdout, called, isBuilt } = prepare({});
    expect({ status, called, isBuilt }).toEqual({ status: 0, called: undefined, isBuilt: false });
    expect(stdout).toContain('npm install --include=dev');
  });

  test('package.json names it', () => {
    expect(pkg.scripts.prepare).toBe('node scripts/prepare.mjs');
  });
});

describe('the hook of pre-commit', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml'));

  /** As pre-commit runs it: the words of `entry`, the arguments, then the files; the package's programs are on the path. */
  function runHook(files: Record<string, string>) {
    const folder = createTempFolder();
    mkdirSync(join(folder, 'bin'));
    for (const [name, file] of Object.entries<string>(pkg.bin))
      symlinkSync(join(root, file), join(folder, 'bin', name));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const [program = '', ...words] = String(hook.entry).split(' ');
    return spawnSync(program, [...words, ...(hook.args ?? []), ...Object.keys(files)], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter), HOME: folder },
    });
  }
  const payload = (number: string) =>
    JSON.stringify({ messages: { msg: [{ from: '1', to: [{ number }], body: { content: 'x' } }] } });

  test('passes payloads that are right', () => {
    const { status, stdout } = runHook({ 'a.json': payload('987654321'), 'b.json': payload('987654322') });
    expect(status, stdout).toBe(0);
  });

  test('fails on one that is not, and names the file', () => {
    const { status, stdout } = runHook({ 'a.json': payload('987654321'), 'b.json': payload('+316') });
    expect(status).toBe(1);
    expect(stdout).toMatch(/b\.json:1:\d+ error/);
  });

  test('is what the page says to write', () => {
    const blocks = [...read('docs/ci.md').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, yaml = '']) => parse(yaml));
    const hooks = blocks
      .flatMap(({ repos = [] }) => repos)
      .flatMap(({ repo, rev, hooks: [first] }) => ({ repo, rev, ...first }));
    expect(hooks).toMatchObject([
      { rev: `v${pkg.version}`, id: hook.id },
      {
        repo: 'local',
        id: hook.id,
        entry: hook.entry,
        language: 'node',
        additional_dependencies: [`cmtelegram@${pkg.version}`],
      },
    ]);
  });
});
