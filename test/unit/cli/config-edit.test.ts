import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainCanary } from '../../support/canary.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

function createPlace() {
  const xdg = createTempFolder();
  const cwd = createTempFolder();
  const user = join(xdg, 'cmtelegram', 'config.json');
  const run = (argv: readonly string[], setup: Parameters<typeof runInside>[1] = {}) =>
    runInside(['config', ...argv], { cwd, ...setup, env: { XDG_CONFIG_HOME: xdg, ...setup.env } });
  return { xdg, cwd, user, run, read: (file = user) => readFileSync(file, 'utf8') };
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('config set', () => {
  it('creates the user’s file 0600 in a directory 0700', async () => {
    const { run, user, read, xdg } = createPlace();
    expect((await run(['set', 'from', '1234567890'])).code).toBe(0);
    expect(read()).toBe('{\n  "from": "1234567890"\n}\n');
    expect(modeOf(user)).toBe(0o600);
    expect(modeOf(join(xdg, 'cmtelegram'))).toBe(0o700);
  });

  it('writes every kind of value so that it is read back as it was given', async () => {
    const { run } = createPlace();
    const given = [
      ['from', '0012'],
      ['endpoint', 'https://gw.cmtelecom.com/v1.0/message'],
      ['tokenIn', 'body'],
      ['timeout', '30s'],
      ['retries', '3'],
      ['strict', 'true'],
      ['grouping', 'a,b'],
      ['journal.keep', '7d'],
      ['rules.text/too-long', 'warning'],
    ] as const;
    for (const [key, value] of given) {
      expect(await run(['set', key, value])).toMatchObject({ code: 0 });
      expect((await run(['get', key])).stdout).toBe(`${value}\n`);
    }
  });

  it('keeps the comments, the order and the indentation of JSON', async () => {
    const { run, read, cwd } = createPlace();
    const file = join(cwd, '.cmtelegramrc');
    writeFileSync(file, '// ours\n{\n\t"retries": 1, // few\n\t"from": "1", /* bot */\n}\n');
    await run(['set', 'retries', '2', '--project']);
    await run(['set', 'timeout', '5s', '--project']);
    const text = read(file);
    expect(text).toContain('// ours\n{\n\t"retries": 2, // few\n\t"from": "1"');
    expect(text).toContain('\n\t"timeout": "5s"');
    expect(text).toContain('/* bot */');
  });

  it('keeps the comments and quotes of YAML, and fills an empty map', async () => {
    const { run, read, cwd } = createPlace();
    const file = join(cwd, '.cmtelegramrc');
    writeFileSync(file, '# ours\nfrom: "12" # bot\nprofiles:\n');
    await run(['set', 'rules.text/empty', 'off', '--project']);
    await run(['set', 'from', '34', '--project', '--profile', 'staging']);
    expect(read(file)).toBe(
      '# ours\nfrom: "12" # bot\nprofiles:\n  staging:\n    from: "34"\nrules:\n  text/empty: off\n',
    );
  });

  it('changes package.json below its key only', async () => {
    const { run, read, cwd } = createPlace();
    const file = join(cwd, 'package.json');
    writeFileSync(file, '{\n    "name": "x",\n    "cmtelegram": { "retries": 1 }\n}\n');
    await run(['set', 'retries', '0', '--project']);
    expect(JSON.parse(read(file))).toEqual({ name: 'x', cmtelegram: { retries: 0 } });
  });

  it('follows a link instead of replacing it', async () => {
    const { run, read, xdg, user } = createPlace();
    const real = join(createTempFolder(), 'dotfiles.json');
    writeFileSync(real, '{}\n');
    mkdirSync(join(xdg, 'cmtelegram'));
    symlinkSync(real, user);
    await run(['set', 'from', '7']);
    expect(JSON.parse(read(real))).toEqual({ from: '7' });
    expect(modeOf(real)).toBe(0o600);
  });

  it('refuses what no file may hold, and writes nothing', async () => {
    const { run, cwd } = createPlace();
    const wrong = [
      ['set', 'retries', '99'],
      ['set', 'form', 'x'],
      ['set', 'rules.text/to-long', 'off'],
      ['set', 'rules.text/too-long', 'fatal'],
      ['set', 'timeout'],
      ['set', 'productTokenCommand', 'pass show x', '--project'],
      ['set', 'profile', 'x', '--profile', 'y'],
      ['sett', 'from', '1'],
    ];
    for (const argv of wrong) expect(await run(argv), argv.join(' ')).toMatchObject({ code: 2, stdout: '' });
    expect(() => statSync(join(cwd, '.cmtelegramrc'))).toThrow();
  });

  it('says which layer goes before the file', async () => {
    const { run, cwd, user } = createPlace();
    const file = join(cwd, '.cmtelegramrc');
    writeFileSync(file, '{ "from": "9", "profiles": { "work": { "retries": 1 } } }');
    const { stderr } = await run(['set', 'from', '1']);
    expect(stderr).toContain(`project file ${file}:1:3 sets from, too, and goes before ${user}.`);
    const variable = await run(['set', 'from', '1', '--project'], { env: { CMTG_FROM: '2' } });
    expect(variable.stderr).toContain(`environment CMTG_FROM sets from, too, and goes before ${file}.`);
    expect((await run(['set', 'from', '1', '--project'])).stderr).not.toContain('goes before');
    const profiled = await run(['set', 'retries', '2', '--project', '--profile', 'work']);
    expect(profiled.stderr).not.toContain('goes before');
  });

  it('leads from a rule that is none to the list of rules', async () => {
    const { run } = createPlace();
    expect((await run(['set', 'rules.nope/x', 'off'])).stderr).toContain('`cmtg rules` shows every rule.');
    const near = await run(['set', 'rules.text/to-long', 'off']);
    expect(near.stderr).toContain('Did you mean “text/too-long”? `cmtg rules` shows every rule.');
  });

  it('leaves a broken file alone and names the place', async () => {
    const { run, read, cwd } = createPlace();
    const file = join(cwd, '.cmtelegramrc');
    writeFileSync(file, '{ "from": }');
    const result = await run(['set', 'from', '1', '--project']);
    expect(result).toMatchObject({ code: 2 });
    expect(result.stderr).toContain('.cmtelegramrc:1:11');
    expect(read(file)).toBe('{ "from": }');
  });
});

describe('config set productToken', () => {
  it('reads stdin, never an argument', async () => {
    const { run, read } = createPlace();
    expect((await run(['set', 'productToken'], { stdin: `${plainCanary}\n` })).code).toBe(0);
    expect(JSON.parse(read())).toEqual({ productToken: plainCanary });
    const typed = await run(['set', 'productToken', plainCanary]);
    expect(typed).toMatchObject({ code: 2, stdout: '' });
  });

  it('asks without showing what is typed, and takes corrections', async () => {
    const { run, read } = createPlace();
    const result = await run(['set', 'productToken'], { typed: `wrong\u0015\u001b[A${plainCanary}x\u007f\r` });
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('(hidden)');
    expect(JSON.parse(read())).toEqual({ productToken: plainCanary });
  });

  it('ends with 130 at Ctrl-C and asks nothing with --no-input', async () => {
    const { run } = createPlace();
    expect((await run(['set', 'productToken'], { typed: 'abc\u0003' })).code).toBe(130);
    expect((await run(['set', 'productToken', '--no-input'], { typed: 'abc\r' })).code).toBe(2);
  });

  it('makes a project’s file private and says what goes before it', async () => {
    const { run, cwd } = createPlace();
    const file = join(cwd, '.cmtelegramrc');
    writeFileSync(file, '{ "productTokenFile": "token" }', { mode: 0o644 });
    const { stderr } = await run(['set', 'productToken', '--project'], { stdin: plainCanary });
    expect(modeOf(file)).toBe(0o600);
    expect(stderr).toContain('productTokenFile in the same file goes before productToken');
    expect(stderr).toContain('version control');
  });
});

describe('config get, unset and path', () => {
  it('prints a value, masks a secret, and ends with 1 when nothing is set', async () => {
    const { run } = createPlace();
    expect(await run(['get', 'validity'])).toMatchObject({ code: 1, stdout: '' });
    const secret = await run(['get', 'productToken'], { env: { CMTG_PRODUCT_TOKEN: plainCanary } });
    expect(secret).toMatchObject({ code: 0, stdout: '(hidden)\n' });
    const json = await run(['get', 'retries', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ version: 1, key: 'retries', value: 2, origin: { kind: 'default' } });
  });

  it('removes a value, and the map that becomes empty', async () => {
    const { run, read } = createPlace();
    await run(['set', 'from', '1']);
    await run(['set', 'rules.text/too-long', 'off']);
    await run(['unset', 'rules.text/too-long']);
    expect(JSON.parse(read())).toEqual({ from: '1' });
    const again = await run(['unset', 'timeout', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ key: 'timeout', changed: false });
  });

  it('names the files in the order in which they are read', async () => {
    const { run, user, cwd } = createPlace();
    await run(['set', 'from', '1']);
    await run(['set', 'from', '2', '--project']);
    expect((await run(['path'])).stdout).toBe(`${user}\n${join(cwd, '.cmtelegramrc')}\n`);
    expect((await run(['get', 'from'])).stdout).toBe('2\n');
  });
});
