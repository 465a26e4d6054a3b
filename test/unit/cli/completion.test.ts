import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bin, runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const folder = createTempFolder();
const shells = ['bash', 'zsh', 'fish'] as const;
const scriptOf = (shell: string) => join(folder, `cmtg.${shell}`);
const hasShell = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** A home whose profiles try to run something: one name is a command substitution. */
const home = createTempFolder();
const canary = join(folder, 'ran');
const env = { PATH: `${folder}:${process.env['PATH']}`, HOME: home, TERM: 'dumb' };

beforeAll(async () => {
  for (const shell of [...shells, 'pwsh']) {
    writeFileSync(scriptOf(shell), (await runInside(['completion', shell])).stdout);
  }
  writeFileSync(join(folder, 'cmtg'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(folder, 'cmtg'), 0o755);
  mkdirSync(join(home, '.config', 'cmtelegram'), { recursive: true });
  const profiles = { staging: {}, production: {}, [`$(touch ${canary})`]: {} };
  writeFileSync(join(home, '.config', 'cmtelegram', 'config.json'), JSON.stringify({ profiles }));
});

/** What bash would offer for the words, as bash splits them. */
function completeInBash(...words: string[]): string[] {
  const script = `source "${scriptOf('bash')}"
COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _cmtg; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...words], { env, encoding: 'utf8', cwd: home });
  return stdout.split('\n').filter((line) => line !== '');
}

function completeInFish(line: string): string[] {
  const script = `source "${scriptOf('fish')}"; complete -C ${JSON.stringify(line)}`;
  const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { env, encoding: 'utf8', cwd: home });
  return stdout.split('\n').flatMap((entry) => (entry === '' ? [] : [entry.split('\t')[0] ?? '']));
}

describe('completion scripts', () => {
  for (const shell of shells) {
    it.skipIf(!hasShell(shell))(`are accepted by ${shell} (skipped where ${shell} is not installed)`, () => {
      const { status, stderr } = spawnSync(shell, ['-n', scriptOf(shell)], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });
  }

  it('refuses a shell that it does not know', async () => {
    expect(await runInside(['completion', 'tcsh'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('tells a program the script in JSON', async () => {
    const { stdout } = await runInside(['completion', 'fish', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      shell: 'fish',
      script: expect.stringContaining('complete'),
    });
  });
});

describe('bash', () => {
  it.each([
    [
      ['cmtg', 'se'],
      ['send', 'send-media'],
    ],
    [['cmtg', 'config', 'uns'], ['unset']],
    [['cmtg', '--json', 'config', 'get', 'fr'], ['from']],
    [['cmtg', '--profile', 'send', 'config', 'pa'], ['path']],
    [['cmtg', 'send', '--on-u'], ['--on-unknown']],
    [
      ['cmtg', 'send', '--on-unknown', ''],
      ['skip', 'resend', 'ask'],
    ],
    [['cmtg', 'send', '--on-unknown', '=', 're'], ['resend']],
    [
      ['cmtg', 'send', '--on-unknown', '='],
      ['skip', 'resend', 'ask'],
    ],
    [['cmtg', 'send', '--rule', 'text/too-l'], ['text/too-long=']],
    [['cmtg', 'send', '--rule', 'text/too-long', '=', 'wa'], ['warning']],
    [['cmtg', 'send', '--rule', '=', 'text/too-long', '=', 'wa'], ['warning']],
    [['cmtg', 'send', '--', '--js'], []],
    [['cmtg', 'send', '--to', ''], []],
    [['cmtg', 'help', 'conf'], ['config']],
    [
      ['cmtg', 'completion', ''],
      ['bash', 'zsh', 'fish', 'pwsh'],
    ],
    [['cmtg', 'send', '--text-file', '.conf'], ['.config']],
  ])('completes %j', (words, expected) => {
    expect(completeInBash(...words)).toEqual(expected);
  });

  it('reads profiles from the configuration, and expands nothing in them', () => {
    expect(completeInBash('cmtg', 'send', '--profile', '')).toEqual(['production', 'staging']);
    expect(completeInBash('cmtg', 'send', '--profile', '$')).toEqual([]);
    expect(spawnSync('test', ['-e', canary]).status).toBe(1);
  });
});

describe.skipIf(!hasShell('fish'))('fish (skipped where fish is not installed)', () => {
  it.each([
    ['cmtg config uns', ['unset']],
    ['cmtg send --on-unknown=r', ['--on-unknown=resend']],
    ['cmtg --json config get fr', ['from']],
    ['cmtg send --profile st', ['staging']],
    ['cmtg completion z', ['zsh']],
  ])('completes %j', (line, expected) => {
    expect(completeInFish(line)).toEqual(expected);
  });
});
