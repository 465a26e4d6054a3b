import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderPwsh } from '../../../src/cli/completion/pwsh.js';
import { checkPwsh } from '../../support/pwsh-syntax.js';
import { bin, root, runInside } from '../../support/run-cli.js';
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

/** What stands in the line of an interactive zsh after Tab, for each of the lines. */
function completeInZsh(...lines: string[]): string[] {
  const program = `${root}test/support/complete-in-zsh.zsh`;
  const argv = ['-f', program, scriptOf('zsh'), join(folder, 'zsh.line'), ...lines];
  const { stdout } = spawnSync('zsh', argv, { env, encoding: 'utf8', cwd: home });
  return stdout.split('\n').slice(0, -1);
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

describe.skipIf(!hasShell('zsh'))('zsh (skipped where zsh is not installed)', () => {
  it('completes what stands before the cursor', () => {
    const lines: Readonly<Record<string, string>> = {
      'cmtg se': 'cmtg send',
      'cmtg config uns': 'cmtg config unset ',
      'cmtg --json config get fr': 'cmtg --json config get from ',
      'cmtg --profile send config pa': 'cmtg --profile send config path ',
      'cmtg send --on-u': 'cmtg send --on-unknown ',
      'cmtg send --on-unknown=re': 'cmtg send --on-unknown=resend ',
      'cmtg send --rule text/too-l': 'cmtg send --rule text/too-long=',
      'cmtg send --rule=text/too-long=wa': 'cmtg send --rule=text/too-long=warning ',
      'cmtg send --to ': 'cmtg send --to ',
      'cmtg send --text-file .conf': 'cmtg send --text-file .config/',
      'cmtg trigger text stic': 'cmtg trigger text sticker ',
      'cmtg help conf': 'cmtg help config ',
      'cmtg completion z': 'cmtg completion zsh ',
      'cmtg send --profile st': 'cmtg send --profile staging ',
    };
    const completed = completeInZsh(...Object.keys(lines));
    expect(Object.fromEntries(Object.keys(lines).map((line, at) => [line, completed[at]]))).toEqual(lines);
    expect(spawnSync('test', ['-e', canary]).status).toBe(1);
  });
});

describe('PowerShell, which is not here to ask', () => {
  it('gets a script whose quotes, brackets and keys are right', async () => {
    const { stdout } = await runInside(['completion', 'pwsh']);
    const { strings, problems } = checkPwsh(stdout);
    expect(problems).toEqual([]);
    expect(strings).toEqual(expect.arrayContaining(['send', 'config set', '--on-unknown', 'words skip resend ask']));
    // Only what stands in double quotes or bare is ever expanded.
    expect(stdout.match(/Invoke-Expression|iex |&\s*\$/)).toBeNull();
  });

  it('reads every text as it was meant, whatever stands in it', () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '’', '‘', '‚', '‛', '"', '`', '$', '(', '}', '#', 'a', ' ', '\n'),
    });
    fc.assert(
      fc.property(text, text, (summary, description) => {
        const { strings, problems } = checkPwsh(
          renderPwsh([
            {
              path: [],
              children: [{ name: 'send', summary }],
              options: [{ names: ['-q', '--quiet'], description, value: { kind: 'words', words: ['a'] } }],
              args: [],
              isVariadic: false,
            },
          ]),
        );
        expect(problems).toEqual([]);
        expect(strings).toEqual(expect.arrayContaining([summary, description]));
      }),
    );
  });

  it.each([
    ["$a = 'it's'", 'has no end'],
    ['@{ a = 1; A = 2 }', 'stands twice'],
    ['if ($a) { (1 }', 'closes nothing'],
    ['{ {} ', 'never closed'],
  ])('would not get %j', (script, problem) => {
    expect(checkPwsh(script).problems.join()).toContain(problem);
  });
});
