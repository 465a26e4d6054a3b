import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cosmiconfig, defaultLoaders } from 'cosmiconfig';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkTokenDestination } from '../../../src/config/destination.js';
import { type ConfigHome, caught, createConfigHome } from './config-home.js';

/*
 * Every place where plain cosmiconfig runs code holds a canary: a program that writes a file. The working directory is
 * changed for real, because cosmiconfig looks for its own settings there.
 */

let place: ConfigHome;
let started: string;
beforeEach(() => {
  place = createConfigHome();
  started = process.cwd();
  process.chdir(place.project);
});
afterEach(() => {
  process.chdir(started);
  place.remove();
});

const canary = (name: string) => join(place.home, `executed-${name}`);
const names = () => readdirSync(place.home).filter((name) => name.startsWith('executed-'));

/** What ran. cosmiconfig starts some programs without waiting for them: one that starts later is waited for first. */
async function executed(): Promise<readonly string[]> {
  const control = place.write('control.mjs', 'export default 1;');
  await defaultLoaders['.mjs'](control, '');
  return names();
}

function plant(path: string): void {
  const marker = JSON.stringify(canary(path.replaceAll('/', '_')));
  const isModule = path.endsWith('.mjs') || path.endsWith('.ts');
  const load = isModule ? `import { writeFileSync } from 'node:fs';` : `const { writeFileSync } = require('node:fs');`;
  const give = isModule ? 'export default' : 'module.exports =';
  place.write(`project/${path}`, `${load}\nwriteFileSync(${marker}, '');\n${give} { from: 'evil' };\n`);
}

describe('a planted program', () => {
  it.each(['js', 'cjs', 'mjs', 'ts'])('.config/config.%s stays asleep', async (extension) => {
    plant(`.config/config.${extension}`);
    place.write('project/.cmtelegramrc', 'from: "1"');
    expect((await place.load()).settings.from).toBe('1');
    expect(await executed()).toEqual([]);
  });

  it('would have run under plain cosmiconfig: the canaries sing', async () => {
    plant('.config/config.cjs');
    cosmiconfig('cmtelegram');
    await vi.waitFor(() => expect(names()).toEqual(['executed-.config_config.cjs']));
  });

  it('would have run through $import under plain cosmiconfig', async () => {
    plant('evil.cjs');
    place.write('project/.cmtelegramrc', '{"$import": "./evil.cjs"}');
    await cosmiconfig('cmtelegram').search();
    expect(await executed()).toEqual(['executed-evil.cjs']);
  });

  it.each([
    ['.cmtelegramrc', '{"$import": "./evil.cjs"}'],
    ['.cmtelegramrc', '$import: [./evil.cjs]'],
    ['.cmtelegramrc.json', '{"$import": "./evil.cjs"}'],
    ['.cmtelegramrc.yaml', '$import: ./evil.cjs'],
    ['package.json', '{"cmtelegram": {"$import": "./evil.cjs"}}'],
  ])('is not reached through $import in %s', async (name, content) => {
    plant('evil.cjs');
    place.write(`project/${name}`, content);
    expect(await caught(place.load())).toMatchObject({ code: 'config-import', category: 'config' });
    expect(await executed()).toEqual([]);
  });

  it('is not reached through $import beside the key of package.json', async () => {
    plant('evil.cjs');
    place.write('project/package.json', '{"$import": "./evil.cjs", "cmtelegram": {"from": "1"}}');
    expect((await place.load()).settings.from).toBe('1');
    expect(await executed()).toEqual([]);
  });

  it.each([
    ['package.json', '{"cosmiconfig": {"searchPlaces": ["evil.cjs"], "mergeSearchPlaces": true}}'],
    ['package.yaml', 'cosmiconfig: {searchPlaces: [evil.cjs]}'],
    ['.config/config.json', '{"cosmiconfig": {"searchPlaces": ["evil.cjs"], "$import": "../evil.cjs"}}'],
    ['.config/config.yaml', 'cosmiconfig: {searchPlaces: [evil.cjs]}'],
  ])('is not reached through cosmiconfig’s own settings in %s', async (name, content) => {
    plant('evil.cjs');
    place.write(`project/${name}`, content);
    place.write('.config/cmtelegram/config.json', { from: '1' });
    const config = await place.load();
    expect(config.settings.from).toBe('1');
    expect(config.files).toEqual([place.userFile]);
    expect(await executed()).toEqual([]);
  });

  it.each(['js', 'cjs', 'mjs', 'ts'])(
    'in a file of a well-known name (%s) is not even looked at',
    async (extension) => {
      for (const name of ['.cmtelegramrc', '.config/cmtelegramrc', 'cmtelegram.config']) {
        plant(`${name}.${extension}`);
      }
      const config = await place.load();
      expect(config.files).toEqual([]);
      expect(await executed()).toEqual([]);
    },
  );

  it.each(['js', 'cjs', 'mjs', 'ts', 'cts', 'mts', 'jsx', 'tsx'])(
    'named by --config is refused: %s',
    async (extension) => {
      plant(`evil.${extension}`);
      const error = await caught(place.load({ configFile: `evil.${extension}` }));
      expect(error).toMatchObject({ code: 'config-script', category: 'config' });
      expect(await executed()).toEqual([]);
    },
  );

  it('leaves nothing behind in the directories it might have been compiled in', async () => {
    plant('evil.ts');
    await caught(place.load({ configFile: 'evil.ts' }));
    expect(readdirSync(place.project)).toEqual(['evil.ts']);
    expect(existsSync(canary('evil.ts'))).toBe(false);
  });
});

describe('an endpoint planted in a project', () => {
  it.each([
    'https://evil.example/v1.0/message',
    'http://gw.messaging.cm.com/v1.0/message',
    'http://127.0.0.1:8787/v1.0/message',
    'https://localhost/v1.0/message',
    'https://gw.messaging.cm.com.evil.example/',
    'https://gw.messaging.cm.com:8443/',
  ])('gets no token: %s', async (endpoint) => {
    place.write('.config/cmtelegram/config.json', { productToken: 'the-token', profiles: { p: { from: '1' } } });
    place.write('project/.cmtelegramrc', { endpoint, profiles: { p: { endpoint } } });
    for (const profile of [undefined, 'p']) {
      const { settings, origins } = await place.load({ profile });
      const origin = origins.endpoint ?? { kind: 'default' };
      expect(settings.endpoint).toBe(endpoint);
      expect(() => checkTokenDestination(settings.endpoint, origin)).toThrow(/not sent to/);
    }
  });
});
