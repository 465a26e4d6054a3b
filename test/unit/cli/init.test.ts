import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainCanary } from '../../support/canary.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

function createPlace() {
  const xdg = createTempFolder();
  const cwd = createTempFolder();
  const folder = join(xdg, 'cmtelegram');
  const run = (argv: readonly string[], setup: Parameters<typeof runInside>[1] = {}) =>
    runInside(['init', ...argv], { cwd, ...setup, env: { XDG_CONFIG_HOME: xdg, ...setup.env } });
  return { cwd, folder, run, read: (name = 'config.json') => JSON.parse(readFileSync(join(folder, name), 'utf8')) };
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('init by flags', () => {
  it('keeps both in the user’s own file', async () => {
    const { run, read, folder } = createPlace();
    const argv = ['--from', '1234567890', '--product-token-file', '-', '--keep', 'user'];
    const result = await run(argv, { stdin: `${plainCanary}\n` });
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toContain('only to people who wrote to it first');
    expect(read()).toEqual({ from: '1234567890', productToken: plainCanary });
    expect([modeOf(folder), modeOf(join(folder, 'config.json'))]).toEqual([0o700, 0o600]);
  });

  it('keeps the token in a file of its own', async () => {
    const { run, read, folder } = createPlace();
    await run(['--from', '1', '--product-token-file', '-', '--keep', 'file'], { stdin: plainCanary });
    const file = join(folder, 'product-token');
    expect(read()).toEqual({ from: '1', productTokenFile: file });
    expect(readFileSync(file, 'utf8')).toBe(`${plainCanary}\n`);
    expect(modeOf(file)).toBe(0o600);
  });

  it('goes on using a token file that is there, and refuses one that others may read', async () => {
    const { run, read, cwd } = createPlace();
    const file = join(cwd, 'token');
    writeFileSync(file, plainCanary, { mode: 0o644 });
    const argv = ['--from', '1', '--product-token-file', 'token', '--keep', 'user'];
    expect(await run(argv)).toMatchObject({ code: 2 });
    writeFileSync(join(cwd, 'token2'), plainCanary, { mode: 0o600 });
    expect((await run(['--from', '1', '--product-token-file', 'token2', '--keep', 'user'])).code).toBe(0);
    expect(read()).toEqual({ from: '1', productTokenFile: join(cwd, 'token2') });
  });

  it('puts no token into the project', async () => {
    const { run, read, cwd } = createPlace();
    await run(['--from', '7', '--product-token-file', '-', '--keep', 'project'], { stdin: plainCanary });
    expect(JSON.parse(readFileSync(join(cwd, '.cmtelegramrc'), 'utf8'))).toEqual({ from: '7' });
    expect(read()).toEqual({ productToken: plainCanary });
  });

  it('writes nothing with --keep none', async () => {
    const { run, cwd, folder } = createPlace();
    const result = await run(['--from', '7', '--keep', 'none']);
    expect(result.stderr).toContain('export CMTG_FROM=7');
    expect(readdirSync(cwd)).toEqual([]);
    expect(() => readdirSync(folder)).toThrow();
  });

  it('replaces nothing without --yes, and then leaves no older way to name the token', async () => {
    const { run, read } = createPlace();
    await run(['--from', '1', '--product-token-file', '-', '--keep', 'file'], { stdin: plainCanary });
    const again = ['--from', '2', '--product-token-file', '-', '--keep', 'user'];
    const refused = await run(again, { stdin: plainCanary });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('--yes');
    expect(read()).toMatchObject({ from: '1' });
    await run([...again, '--yes'], { stdin: plainCanary });
    expect(read()).toEqual({ from: '2', productToken: plainCanary });
  });

  it('names what is missing instead of asking', async () => {
    const { run } = createPlace();
    expect((await run([])).stderr).toContain('--from');
    expect((await run(['--from', '1'])).stderr).toContain('--keep');
    expect((await run(['--no-input'], { typed: '1\r' })).code).toBe(2);
    expect(await run(['--json'], { typed: '1\r' })).toMatchObject({ code: 2 });
  });

  it('refuses a bot token as bot ID and as product token', async () => {
    const { run } = createPlace();
    const botToken = `123456789:${'A'.repeat(35)}`;
    const asId = await run(['--from', botToken, '--keep', 'user']);
    expect(asId.code).toBe(2);
    expect(asId.stderr).not.toContain(botToken);
    const asToken = await run(['--from', '1', '--keep', 'user', '--product-token-file', '-'], { stdin: botToken });
    expect(asToken.code).toBe(2);
    expect(asToken.stderr).toContain('Telegram bot token');
  });

  it('tries the sandbox', async () => {
    const { run } = createPlace();
    const result = await run(['--from', '1', '--keep', 'none', '--trial']);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('Hello from cmtg');
  });

  it('tells programs what it did', async () => {
    const { run, folder } = createPlace();
    const { stdout } = await run(['--json', '--from', '1', '--keep', 'user']);
    const files = [join(folder, 'config.json')];
    expect(JSON.parse(stdout)).toEqual({ version: 1, from: '1', keep: 'user', files, token: false });
  });
});

describe('what init says about what is there', () => {
  it('names the project file that goes before the user’s own', async () => {
    const { run, cwd, folder } = createPlace();
    writeFileSync(join(cwd, '.cmtelegramrc'), '{\n  "from": "999"\n}');
    const { stderr } = await run(['--from', '1', '--keep', 'user']);
    const file = join(cwd, '.cmtelegramrc');
    expect(stderr).toContain(
      `project file ${file}:2:3 sets from, too, and goes before ${join(folder, 'config.json')}.`,
    );
  });

  it('names the variables that go before it', async () => {
    const { run } = createPlace();
    const argv = ['--from', '1', '--keep', 'project', '--product-token-file', '-'];
    const env = { CMTG_FROM: '999', CMTG_PRODUCT_TOKEN: plainCanary };
    const { stderr } = await run(argv, { stdin: plainCanary, env });
    expect(stderr).toContain('environment CMTG_FROM sets from, too');
    expect(stderr).toContain('environment CMTG_PRODUCT_TOKEN sets the product token, too');
  });

  it('says nothing of the kind when nothing goes before it', async () => {
    const { run } = createPlace();
    const argv = ['--from', '1', '--keep', 'user', '--product-token-file', '-'];
    expect((await run(argv, { stdin: plainCanary })).stderr).not.toContain('goes before');
  });

  it('knows a token that is kept already', async () => {
    const { run } = createPlace();
    await run(['--from', '1', '--keep', 'user', '--product-token-file', '-'], { stdin: plainCanary });
    const again = ['--from', '2', '--keep', 'user', '--yes'];
    expect((await run(again)).stderr).not.toContain('token is missing');
    expect(JSON.parse((await run([...again, '--json'])).stdout)).toMatchObject({ token: true });
  });

  it('says that the token file of before is left, and never removes it by itself', async () => {
    const { run, folder } = createPlace();
    await run(['--from', '1', '--product-token-file', '-', '--keep', 'file'], { stdin: plainCanary });
    const move = ['--from', '1', '--product-token-file', '-', '--keep', 'user', '--yes'];
    const { stderr } = await run(move, { stdin: plainCanary });
    const file = join(folder, 'product-token');
    expect(stderr).toContain(`${file} still holds a product token`);
    expect(stderr).toContain(`rm ${file}`);
    expect(readFileSync(file, 'utf8')).toContain(plainCanary);
  });

  it('says nothing about a token file that goes on being used', async () => {
    const { run } = createPlace();
    const argv = ['--from', '1', '--product-token-file', '-', '--keep', 'file'];
    await run(argv, { stdin: plainCanary });
    expect((await run([...argv, '--yes'], { stdin: plainCanary })).stderr).not.toContain('still holds');
    expect((await run(['--from', '2', '--keep', 'user', '--yes'])).stderr).not.toContain('still holds');
  });

  it('quotes what a shell would take apart', async () => {
    const { run } = createPlace();
    const { stderr } = await run(['--from', 'a b', '--keep', 'none']);
    expect(stderr).toContain("export CMTG_FROM='a b'\n");
  });
});

describe('init at a terminal', () => {
  it.each([
    ['y', false],
    ['', true],
  ])('asks whether to remove the token file of before (%j)', async (answer, isLeft) => {
    const { run, folder } = createPlace();
    await run(['--from', '1', '--product-token-file', '-', '--keep', 'file'], { stdin: plainCanary });
    const typed = [plainCanary, answer, 'n', ''].join('\r');
    const { code, stderr } = await run(['--from', '1', '--keep', 'user', '--yes'], { typed });
    expect(code, stderr).toBe(0);
    expect(existsSync(join(folder, 'product-token'))).toBe(isLeft);
  });

  it('asks for everything, again after a wrong answer, and shows no token', async () => {
    const { run, read } = createPlace();
    const typed = ['@mybot', '1234567890', 'two words', plainCanary, 'user', 'n', ''].join('\r');
    const result = await run([], { typed });
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('That is a username');
    expect(result.stderr).not.toContain('two words');
    expect(read()).toEqual({ from: '1234567890', productToken: plainCanary });
  });

  it('asks before it replaces', async () => {
    const { run, read } = createPlace();
    await run(['--from', '1', '--keep', 'user']);
    const result = await run(['--from', '2', '--keep', 'user'], { typed: '\r\r' });
    expect(result.stderr).toContain('Nothing was changed');
    expect(read()).toEqual({ from: '1' });
  });

  it('is cancelled by Ctrl-C without a trace', async () => {
    const { run, folder } = createPlace();
    expect((await run([], { typed: '123\r\u0003' })).code).toBe(130);
    expect(() => readdirSync(folder)).toThrow();
  });
});
