import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveStateDir } from '../../../src/config/state-dir.js';
import { type ConfigHome, caught, createConfigHome } from './config-home.js';

let place: ConfigHome;
beforeEach(() => {
  place = createConfigHome();
});
afterEach(() => place.remove());

describe('the project’s file', () => {
  it.each([
    ['.cmtelegramrc', '{"from": "1"} // JSON'],
    ['.cmtelegramrc', '// a comment first\n{"from": "1",}'],
    ['.cmtelegramrc', '# YAML\nfrom: "1"\n'],
    ['.cmtelegramrc', '\uFEFF{"from": "1"}'],
    ['.cmtelegramrc.json', '/* comment */ {"from": "1"}'],
    ['.cmtelegramrc.yaml', 'from: "1"'],
    ['.cmtelegramrc.yml', 'from: 1'],
    ['package.json', '{"name": "x", "cmtelegram": {"from": 1}}'],
  ])('is read from %s: %s', async (name, content) => {
    const file = place.write(`project/${name}`, content);
    const config = await place.load();
    expect(config.settings.from).toBe('1');
    expect(config.files).toEqual([file]);
    expect(config.warnings).toEqual([]);
  });

  it('keeps a number as it was written', async () => {
    place.write('project/.cmtelegramrc', 'from: 007000000000000000001');
    expect((await place.load()).settings.from).toBe('007000000000000000001');
  });

  it.each(['', '\n\n', '# nothing', '// nothing', '{}', '---\n', 'null'])('may say nothing: %j', async (content) => {
    place.write('project/.cmtelegramrc', content);
    const config = await place.load();
    expect(config.files).toHaveLength(1);
    expect(config.origins.from).toEqual({ kind: 'default' });
  });

  it('is searched upwards as far as the repository’s root', async () => {
    place.write('.cmtelegramrc', 'from: home');
    place.write('project/.cmtelegramrc', 'from: project');
    const deep = join(place.project, 'a/b');
    mkdirSync(deep, { recursive: true });
    expect((await place.load({ cwd: deep })).settings.from).toBe('project');
    place.write('project/a/.git', 'gitdir: elsewhere');
    expect((await place.load({ cwd: deep })).files).toEqual([]);
  });

  it('is searched no higher than the home directory, also when that is a link', async () => {
    place.write('.cmtelegramrc', 'from: above');
    expect((await place.load({ home: place.project })).files).toEqual([]);
    symlinkSync(place.project, join(place.home, 'link'));
    expect((await place.load({ home: join(place.home, 'link') })).files).toEqual([]);
    expect((await place.load()).settings.from).toBe('above');
  });

  it('is a dependency’s name only when it is an object', async () => {
    place.write('project/package.json', '{"dependencies": {"cmtelegram": "1.0.0"}, broken');
    expect((await place.load()).files).toEqual([]);
  });

  it('names the files that it hides', async () => {
    place.write('project/.cmtelegramrc', 'from: 1');
    const hidden = place.write('project/.cmtelegramrc.json', { from: '2' });
    const config = await place.load();
    expect(config.settings.from).toBe('1');
    expect(config.warnings).toMatchObject([{ code: 'ignored-file', file: hidden }]);
  });

  it('is replaced by --config', async () => {
    place.write('project/.cmtelegramrc', 'from: searched');
    place.write('project/other.conf', 'from: named');
    const config = await place.load({ configFile: 'other.conf' });
    expect(config.settings.from).toBe('named');
    expect(config.origins.from?.kind).toBe('project-file');
    await expect(place.load({ configFile: 'none.json' })).rejects.toMatchObject({ code: 'config-missing' });
    await expect(place.load({ configFile: '.' })).rejects.toMatchObject({ code: 'config-missing' });
  });

  it('stays the user’s file when --config names that', async () => {
    place.write('.config/cmtelegram/config.json', { productTokenCommand: 'x' });
    const config = await place.load({ configFile: place.userFile });
    expect(config.files).toEqual([place.userFile]);
    expect(config.origins.productTokenCommand?.kind).toBe('user-file');
  });
});

describe('the user’s file', () => {
  it('is found below XDG_CONFIG_HOME, and a relative one is ignored', async () => {
    place.write('.config/cmtelegram/config.yaml', 'from: dot-config');
    place.write('x/cmtelegram/config.json', { from: 'xdg' });
    const load = async (env: Record<string, string>) => (await place.load({ env })).settings.from;
    expect(await load({ XDG_CONFIG_HOME: join(place.home, 'x') })).toBe('xdg');
    expect(await load({ XDG_CONFIG_HOME: 'x' })).toBe('dot-config');
    expect(await load({})).toBe('dot-config');
  });

  it('is not needed, and neither is a home', async () => {
    place.write('project/.git/HEAD', '');
    const config = await place.load({ home: undefined });
    expect(config.files).toEqual([]);
    expect(config.settings.timeout).toBe(20_000);
    expect((await place.load({ home: undefined, env: { HOME: 'relative' } })).files).toEqual([]);
  });
});

describe('a file that is wrong', () => {
  it.each([
    ['{\n  "from": "1"\n  "strict": true\n}', '3:3', 'config-syntax', 'a comma'],
    ['{\n  "from": "secret-canary', '2:11', 'config-syntax', 'does not end'],
    ['{"from": "1", "from": "2"}', '1:15', 'config-syntax', 'twice'],
    ['{"😀": 1, oops}', '1:10', 'config-syntax', ''],
    ['from: 1\nfrom: 2', '2:1', 'config-syntax', 'twice'],
    ['from: [1', '1:9', 'config-syntax', ''],
    ['from:\n\t- 1', '2:1', 'config-syntax', 'tab'],
    ['from: !!js/function "secret-canary"', '1:7', 'config-syntax', 'tag'],
    ['from: !!binary c2VjcmV0', '1:', 'config-syntax', 'tag'],
    ['from: *secret-canary', '1:7', 'config-syntax', 'alias'],
    ['a: 1\n---\nb: 2', '2:1', 'config-syntax', 'more than one document'],
    ['[1, 2]', '1:1', 'config-shape', 'object'],
    ['just text secret-canary', '1:1', 'config-shape', 'object'],
    ['rules: secret-canary', '1:8', 'config-value', 'rules must'],
    ['{\n "journal": "30d"}', '2:13', 'config-shape', 'journal must'],
    ['timeout: secret-canary', '1:10', 'config-value', 'timeout must be a duration'],
    ['timeout: 20', '1:10', 'config-value', 'with its unit'],
    ['strict: "yes"', '1:9', 'config-value', 'true or false'],
    ['profiles: {a: {retries: 99}}', '1:25', 'config-value', 'retries must'],
    ['profile: 7', '1:10', 'config-value', 'profile'],
    ['productToken: 12', '1:15', 'config-value', 'productToken must be text'],
    ['productTokenFile: "-"', '1:19', 'config-value', 'standard input'],
    ['productTokenCommand: [secret-canary]', '1:1', 'config-not-allowed-here', 'user’s own file'],
    ['$import: ./other.js', '1:1', 'config-import', 'not followed'],
    ['profiles: {a: {$import: x}}', '1:16', 'config-import', 'not followed'],
  ])('says where, and repeats nothing: %j', async (content, position, code, words) => {
    const file = place.write('project/.cmtelegramrc', content);
    const error = await caught(place.load());
    expect(error).toMatchObject({ name: 'CmtgError', category: 'config', code });
    expect((error as Error).cause).toBeUndefined();
    expect(String(error)).toContain(`${file}:${position}`);
    expect(String(error)).toContain(words);
    expect(String(error)).not.toContain('secret-canary');
  });

  it('is an error in package.json as well, with its position there', async () => {
    const file = place.write('project/package.json', '{\n  "cmtelegram": {\n    "retries": "many"\n  }\n}');
    expect(String(await caught(place.load()))).toContain(`${file}:3:16: retries must`);
  });

  it.each([
    ['{"timeuot": "2s"}', 'timeuot', 'timeout', 2],
    ['product_token: x', 'product_token', 'productToken', 1],
    ['{"journal": {"kepe": "2d"}}', 'journal.kepe', 'journal.keep', 14],
    ['"journal.keep": 2d', 'journal.keep', undefined, 1],
    ['completely-different: 1', 'completely-different', undefined, 1],
    ['__proto__: {from: x}', '__proto__', undefined, 1],
  ])('has an unknown key as a warning: %s', async (content, key, suggestion, column) => {
    const file = place.write('project/.cmtelegramrc', content);
    const { warnings, settings } = await place.load();
    expect(warnings).toMatchObject([{ code: 'unknown-key', file, line: 1, column }]);
    expect(warnings[0]?.message).toContain(`${file}:1:${column}: unknown key “${key}”`);
    expect(warnings[0]?.suggestion).toBe(suggestion);
    expect(settings.from).toBeUndefined();
  });

  it('has an unknown rule as a warning, where the rules are known', async () => {
    place.write('project/.cmtelegramrc', { rules: { 'text/to-long': 'off', 'text/empty': 'off' } });
    const { warnings } = await place.load({ ruleIds: ['text/too-long', 'text/empty'] });
    expect(warnings).toMatchObject([{ code: 'unknown-rule', suggestion: 'text/too-long' }]);
    expect((await place.load()).warnings).toEqual([]);
  });
});

describe('a file built to exhaust', () => {
  const laughs = ['a: &a0 [x,x,x,x,x,x,x,x,x]'];
  for (let level = 1; level < 12; level++) {
    laughs.push(`b${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(',')}]`);
  }

  it.each([
    ['aliases of aliases', '.yaml', laughs.join('\n')],
    ['an alias of itself', '.yaml', 'a: &a [*a]'],
    ['many aliases', '.yaml', `a: &a 1\nb: [${'*a,'.repeat(200)}]`],
    ['many values', '.yaml', `a: [${'1,'.repeat(20_000)}]`],
    ['deep YAML', '.yaml', `${'['.repeat(50_000)}`],
    ['deep JSON', '.json', `${'{"a":'.repeat(50_000)}`],
    ['sheer size', '.json', `"${'x'.repeat(1024 * 1024)}"`],
  ])('is refused: %s', async (_, extension, content) => {
    place.write(`project/.cmtelegramrc${extension}`, content);
    const error = await caught(place.load());
    expect(error).toMatchObject({ name: 'CmtgError', category: 'config' });
    expect(error).toHaveProperty('code', expect.stringMatching(/^config-(too-complex|syntax)$/));
  });

  it('leaves modest aliases alone', async () => {
    place.write('project/.cmtelegramrc', 'from: &bot "1"\nprofiles:\n  a: {from: *bot}\n');
    expect((await place.load({ profile: 'a' })).settings.from).toBe('1');
  });
});

describe('the state directory', () => {
  it.each([
    [{ XDG_STATE_HOME: '/x' }, '/h', '/x/cmtelegram'],
    [{ XDG_STATE_HOME: 'relative' }, '/h', '/h/.local/state/cmtelegram'],
    [{ HOME: '/e' }, undefined, '/e/.local/state/cmtelegram'],
    [{}, undefined, undefined],
  ])('for %j and home %s is %s', (env, home, expected) => {
    expect(resolveStateDir(env, home)).toBe(expected);
  });
});
