import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeConfig } from '../../../src/config/describe-config.js';
import type { LoadConfigInput } from '../../../src/config/load-config.js';
import type { CommandOptions, CommandResult } from '../../../src/config/run-command.js';
import { type ProductToken, resolveProductToken, type TokenContext } from '../../../src/config/token.js';
import { type ConfigHome, caught, createConfigHome } from './config-home.js';

const TOKEN = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9';
const OTHER = '00000000-0000-4000-8000-000000000000';
const BOT_TOKEN = '123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ1';

let place: ConfigHome;
beforeEach(() => {
  place = createConfigHome();
});
afterEach(() => place.remove());

async function resolve(
  input: Partial<LoadConfigInput> = {},
  context: Partial<TokenContext> = {},
): Promise<ProductToken | undefined> {
  const readStdin = async () => {
    throw new Error('standard input was read');
  };
  const config = await place.load(input);
  return resolveProductToken(config, { env: {}, readStdin, cwd: place.project, ...context });
}

describe('the product token comes from', () => {
  it('nowhere, when nothing names it', async () => {
    expect(await resolve()).toBeUndefined();
  });

  it('the file of --product-token-file, before the environment', async () => {
    place.write('project/token', `  ${TOKEN}\r\n`);
    const found = await resolve({ flags: { productTokenFile: 'token' }, env: { CMTG_PRODUCT_TOKEN: OTHER } });
    expect(found).toEqual({
      token: TOKEN,
      origin: { kind: 'flag', name: '--product-token-file' },
      warnings: [],
    });
  });

  it('standard input, for --product-token-file -', async () => {
    const found = await resolve({ flags: { productTokenFile: '-' } }, { readStdin: async () => `${TOKEN}\n` });
    expect(found?.token).toBe(TOKEN);
  });

  it('the environment, before a file of the environment and before files', async () => {
    place.write('.config/cmtelegram/config.json', { productToken: OTHER });
    const env = { CMTG_PRODUCT_TOKEN: TOKEN, CMTG_PRODUCT_TOKEN_FILE: '/none' };
    expect(await resolve({ env })).toMatchObject({ token: TOKEN, origin: { name: 'CMTG_PRODUCT_TOKEN' } });
  });

  it('productTokenFile, relative to its file or below ~, before productToken', async () => {
    place.write('.config/cmtelegram/secret', TOKEN);
    place.write('.config/cmtelegram/config.json', { productTokenFile: './secret', productToken: OTHER });
    expect(await resolve()).toMatchObject({ token: TOKEN, origin: { kind: 'user-file' } });
    place.write('project/.cmtelegramrc', { productTokenFile: '~/.config/cmtelegram/secret' });
    expect(await resolve()).toMatchObject({ token: TOKEN, origin: { kind: 'project-file' } });
  });

  it('productToken, before productTokenCommand', async () => {
    place.write('.config/cmtelegram/config.json', { productToken: TOKEN, productTokenCommand: ['x'] });
    expect(await resolve()).toMatchObject({ token: TOKEN, origin: { kind: 'user-file', line: 1 } });
  });

  it('productTokenCommand, run in the directory of the user’s file', async () => {
    place.write('.config/cmtelegram/config.json', { productTokenCommand: 'pass show cm/token' });
    const calls: [readonly string[], CommandOptions][] = [];
    const runCommand = async (command: readonly string[], options: CommandOptions): Promise<CommandResult> => {
      calls.push([command, options]);
      return { kind: 'done', stdout: `${TOKEN}\n` };
    };
    expect(await resolve({}, { runCommand, env: { PATH: '/bin' } })).toMatchObject({ token: TOKEN });
    const cwd = join(place.home, '.config/cmtelegram');
    expect(calls).toEqual([
      [['pass', 'show', 'cm/token'], { cwd, env: { PATH: '/bin' }, timeoutMs: 30_000, maxBytes: 65_536 }],
    ]);
  });

  it('a real program', async () => {
    place.write('.config/cmtelegram/config.json', { productTokenCommand: ['printf', '%s\\n', TOKEN] });
    const found = await resolve({}, { env: { PATH: '/usr/bin:/bin' } });
    expect(found?.token).toBe(TOKEN);
  });
});

describe('a file that holds the token', () => {
  it.each([0o640, 0o604, 0o644, 0o660, 0o601, 0o777])('and others may open is refused: mode %o', async (mode) => {
    const tokenFile = place.write('to ken', TOKEN, mode);
    const error = await caught(resolve({ flags: { productTokenFile: tokenFile } }));
    expect(error).toMatchObject({ code: 'token-file-mode', category: 'config', hint: `Run: chmod 600 '${tokenFile}'` });
    const configFile = place.write('.config/cmtelegram/config.json', { productToken: TOKEN }, mode);
    const other = await caught(resolve());
    expect(other).toMatchObject({ code: 'token-file-mode', hint: `Run: chmod 600 ${configFile}` });
    expect(`${error}${other}`).not.toContain(TOKEN);
    chmodSync(tokenFile, 0o600);
    expect((await resolve({ flags: { productTokenFile: tokenFile } }))?.token).toBe(TOKEN);
  });

  it('is not opened before it is needed: the configuration itself may be read by all', async () => {
    place.write('project/.cmtelegramrc', { from: '1', productTokenFile: 'token' }, 0o644);
    place.write('project/token', TOKEN);
    expect((await resolve())?.token).toBe(TOKEN);
  });

  it.each([
    ['missing', 'none', 'ENOENT'],
    ['a directory', '.', 'not a file'],
  ])('and is %s is an error', async (_, file, words) => {
    const error = await caught(resolve({ flags: { productTokenFile: file } }));
    expect(error).toMatchObject({ code: 'token-file-unreadable', category: 'config' });
    expect(String(error)).toContain(words);
  });

  it('is not read beyond what a token needs', async () => {
    const error = await caught(resolve({ flags: { productTokenFile: '/dev/zero' } }));
    expect(error).toMatchObject({ code: 'token-file-large' });
  });

  it('and is a pipe works for a flag, and never stops a command for a file', async () => {
    const pipe = join(place.project, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    place.write('project/.cmtelegramrc', { productTokenFile: 'pipe' });
    expect(await caught(resolve())).toMatchObject({ code: 'token-file-unreadable' });
    spawnSync('sh', ['-c', `printf %s ${TOKEN} > '${pipe}' &`], { stdio: 'ignore' });
    chmodSync(pipe, 0o600);
    expect((await resolve({ flags: { productTokenFile: 'pipe' } }))?.token).toBe(TOKEN);
  });
});

describe('a token that is none', () => {
  it.each([
    ['token-empty', ' \n'],
    ['token-is-bot-token', BOT_TOKEN],
    ['token-is-bot-token', `bot${BOT_TOKEN}`],
    ['token-invalid', `${TOKEN}\n${OTHER}`],
    ['token-invalid', `${TOKEN} x`],
    ['token-invalid', `${TOKEN}é`],
  ])('is refused as %s and not repeated', async (code, given) => {
    const error = await caught(resolve({ env: { CMTG_PRODUCT_TOKEN: given } }));
    expect(error).toMatchObject({ category: 'config', code: given.trim() === '' ? 'environment-value' : code });
    const fromStdin = await caught(resolve({ flags: { productTokenFile: '-' } }, { readStdin: async () => given }));
    expect(fromStdin).toMatchObject({ code });
    for (const part of [TOKEN, OTHER, BOT_TOKEN]) {
      expect(`${error}${fromStdin}${JSON.stringify([error, fromStdin])}`).not.toContain(part);
    }
  });

  it('by its shape is a warning', async () => {
    const found = await resolve({ env: { CMTG_PRODUCT_TOKEN: 'demo-token' } });
    expect(found?.warnings).toMatchObject([{ code: 'token-shape' }]);
    expect(JSON.stringify(found?.warnings)).not.toContain('demo-token');
  });

  it('because its program failed says how', async () => {
    place.write('.config/cmtelegram/config.json', { productTokenCommand: ['keyring', TOKEN] });
    for (const [result, words] of [
      [{ kind: 'failed', reason: 'it ended with code 1' }, 'keyring gave no token: it ended with code 1'],
      [{ kind: 'timed-out' }, 'longer than 30 s'],
    ] as const) {
      const error = await caught(resolve({}, { runCommand: async () => result }));
      expect(error).toMatchObject({ code: 'token-command-failed', category: 'config' });
      expect(String(error)).toContain(words);
      expect(String(error)).not.toContain(TOKEN);
    }
  });

  it('because a shell would be needed is refused before anything runs', async () => {
    place.write('.config/cmtelegram/config.json', { productTokenCommand: `echo ${TOKEN} | cat` });
    const error = await caught(place.load());
    expect(error).toMatchObject({ code: 'config-value' });
    expect(String(error)).not.toContain(TOKEN);
  });
});

describe('cmtg config', () => {
  it('masks what is secret', async () => {
    place.write('.config/cmtelegram/config.json', { productToken: TOKEN, timeout: '90s' });
    const entries = describeConfig(await place.load());
    expect(JSON.stringify(entries)).not.toContain(TOKEN);
    expect(entries.find(({ key }) => key === 'productToken')).toMatchObject({ value: '(hidden)', secret: true });
    expect(entries.find(({ key }) => key === 'timeout')).toMatchObject({ value: '90s', secret: false });
    expect(entries.find(({ key }) => key === 'from')).toMatchObject({ value: null, from: 'default' });
  });

  it('shows the program of productTokenCommand without its arguments', async () => {
    place.write('.config/cmtelegram/config.json', { productTokenCommand: ['echo', TOKEN] });
    const entries = describeConfig(await place.load());
    expect(entries.find(({ key }) => key === 'productTokenCommand')?.value).toBe('echo …');
  });
});
