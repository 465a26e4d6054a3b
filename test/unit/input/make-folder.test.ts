import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../src/input/make-folder.js';
import { bin } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('makeFolder', () => {
  it('makes what is missing for the user alone, and leaves what is there', () => {
    const home = createTempFolder();
    mkdirSync(join(home, 'a'), { mode: 0o755 });
    makeFolder(join(home, 'a', 'b', 'c'));
    expect(['a', 'a/b', 'a/b/c'].map((path) => modeOf(join(home, path)))).toEqual([0o755, 0o700, 0o700]);
    makeFolder(join(home, 'a', 'b', 'c'));
    makeFolder(join(home, 'a/b/../b/d/'));
    expect(statSync(join(home, 'a/b/d')).isDirectory()).toBe(true);
  });

  it('goes through links to folders, and says what stands in the way', () => {
    const home = createTempFolder();
    mkdirSync(join(home, 'real'));
    symlinkSync('real', join(home, 'link'));
    makeFolder(join(home, 'link', 'x'));
    expect(existsSync(join(home, 'real', 'x'))).toBe(true);
    writeFileSync(join(home, 'file'), '');
    symlinkSync('nowhere', join(home, 'dangling'));
    expect(() => makeFolder(join(home, 'file'))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(home, 'file', 'x'))).toThrow(/ENOTDIR/);
    expect(() => makeFolder(join(home, 'dangling'))).toThrow(/EEXIST/);
  });
});

// Where Node's own way never comes back; a process of its own can be killed then.
describe.skipIf(!existsSync('/proc/self'))('below /proc (skipped where there is none)', () => {
  const run = (argv: readonly string[], env: Readonly<Record<string, string>>) => {
    const cwd = createTempFolder();
    writeFileSync(join(cwd, 'people.csv'), 'to\n1\n');
    return spawnSync(process.execPath, [bin, ...argv], {
      env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env },
      cwd,
      encoding: 'utf8',
      input: 'to\n1\n',
      timeout: 30_000,
      killSignal: 'SIGKILL',
    });
  };
  const nowhere = '/proc/no-such-folder/below';

  it.each([
    [['config', 'set', 'from', '123456'], 'file-unwritable', { XDG_CONFIG_HOME: nowhere }],
    [['listen', '--port', '0', '--journal', `${nowhere}/run.ndjson`], 'journal-not-writable', {}],
    [['send', '--recipients', 'people.csv', '--sandbox', '--yes', 'Hi'], 'ledger', { XDG_STATE_HOME: nowhere }],
    [['send', '--recipients', '-', '--sandbox', '--yes', 'Hi'], 'recipients-spool', { XDG_STATE_HOME: nowhere }],
  ] as const)('cmtg %j says so, and ends', (argv, code, env) => {
    const { status, stdout } = run([...argv, '--json'], env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: expect.stringContaining(code) });
  });

  it('doctor says it before', () => {
    const argv = ['doctor', '--json', '--timeout', '1s', '--endpoint', 'http://127.0.0.1:9/'];
    const { lines } = JSON.parse(run(argv, { XDG_STATE_HOME: nowhere }).stdout) as { lines: { id: string }[] };
    expect(lines.find(({ id }) => id === 'state')).toMatchObject({
      status: 'warn',
      message: `${nowhere}/cmtelegram cannot be written.`,
    });
  });
});
