import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeConfig } from '../../../src/config/describe-config.js';
import { environmentName, flagName } from '../../../src/config/key-names.js';
import { keys, settingNames } from '../../../src/config/keys.js';
import type { LoadConfigInput } from '../../../src/config/load-config.js';
import type { ResolvedConfig, SettingName } from '../../../src/config/settings.js';
import { type ConfigHome, createConfigHome } from './config-home.js';

let place: ConfigHome;
beforeEach(() => {
  place = createConfigHome();
});
afterEach(() => place.remove());

const LAYERS = ['user-file', 'project-file', 'environment', 'flag'] as const;
type LayerName = (typeof LAYERS)[number];

/** For every setting, as text: one value for the lower layer, another for the higher; neither is the default. */
const SAMPLES: Readonly<Record<SettingName, readonly [low: string, high: string]>> = {
  from: ['1234567890', '2345678901'],
  endpoint: ['https://low.example/v1.0/message', 'https://high.example/v1.0/message'],
  tokenIn: ['body', 'header'],
  textIn: ['rich', 'body'],
  timeout: ['1s', '2s'],
  retries: ['4', '5'],
  maxWait: ['3s', '4s'],
  onUnknown: ['resend', 'ask'],
  strict: ['true', 'false'],
  rules: ['text/too-long=off', 'text/too-long=info'],
  grouping: ['low', 'high'],
  validity: ['1h', '2h'],
  'journal.keep': ['1d', '2d'],
  productTokenFile: ['/low/token', '/high/token'],
  productToken: ['low-token', 'high-token'],
  productTokenCommand: ['low-program', 'high-program'],
};

const UNTYPED: readonly SettingName[] = ['retries', 'strict'];

/** The value of a sample as a file writes it. */
function inFile(name: SettingName, sample: string): Record<string, unknown> {
  if (name === 'rules') {
    return { rules: Object.fromEntries([sample.split('=')]) };
  }
  const value = UNTYPED.includes(name) ? JSON.parse(sample) : sample;
  return name === 'journal.keep' ? { journal: { keep: value } } : { [name]: value };
}

function apply(layer: LayerName, name: SettingName, sample: string, input: Partial<LoadConfigInput>) {
  switch (layer) {
    case 'user-file':
      place.write('.config/cmtelegram/config.json', inFile(name, sample));
      return input;
    case 'project-file':
      place.write('project/.cmtelegramrc', inFile(name, sample));
      return input;
    case 'environment':
      return { ...input, env: { [environmentName(name) ?? '']: sample } };
    case 'flag':
      return { ...input, flags: { [name]: sample } };
  }
}

function readValue(config: ResolvedConfig, name: SettingName): unknown {
  const { journal, ...rest } = config.settings;
  return ({ ...rest, 'journal.keep': journal.keep } as Record<string, unknown>)[name];
}

function parsed(name: SettingName, sample: string): unknown {
  const result = keys[name].type.fromText(sample);
  return 'value' in result ? result.value : result;
}

const layersOf = (name: SettingName): readonly LayerName[] =>
  LAYERS.filter(
    (layer) => (keys[name].where === 'any' || layer === 'user-file') && (name !== 'productToken' || layer !== 'flag'),
  );

const singles = settingNames.flatMap((name) => layersOf(name).map((layer) => ({ name, layer })));
const pairs = settingNames.flatMap((name) => {
  const layers = layersOf(name);
  return layers.flatMap((low, index) => layers.slice(index + 1).map((high) => ({ name, low, high })));
});

describe('precedence', () => {
  it('covers every pair of layers', () => {
    expect(singles).toHaveLength(14 * 4 + 3 + 1);
    expect(pairs).toHaveLength(14 * 6 + 3);
  });

  it.each(singles)('$layer sets $name above the default', async ({ name, layer }) => {
    const sample = SAMPLES[name][0];
    const config = await place.load(apply(layer, name, sample, {}));
    expect(readValue(config, name)).toEqual(parsed(name, sample));
    expect(config.origins[name]?.kind).toBe(layer);
    expect(config.warnings).toEqual([]);
  });

  it.each(pairs)('$high beats $low for $name', async ({ name, low, high }) => {
    const [lower, higher] = SAMPLES[name];
    const config = await place.load(apply(high, name, higher, apply(low, name, lower, {})));
    expect(readValue(config, name)).toEqual(parsed(name, higher));
    expect(config.origins[name]?.kind).toBe(high);
  });

  it('names the origin of each layer', async () => {
    place.write('.config/cmtelegram/config.json', '{\n  "from": "1",\n  "retries": 3\n}');
    place.write('project/.cmtelegramrc', 'timeout: 3s\njournal:\n  keep: 2d\n');
    const config = await place.load({ env: { CMTG_MAX_WAIT: '9s' }, flags: { strict: true } });
    expect(config.origins).toMatchObject({
      tokenIn: { kind: 'default' },
      retries: { kind: 'user-file', file: place.userFile, line: 3, column: 3 },
      timeout: { kind: 'project-file', file: place.projectFile, line: 1, column: 1 },
      'journal.keep': { kind: 'project-file', line: 3, column: 3 },
      maxWait: { kind: 'environment', name: 'CMTG_MAX_WAIT' },
      strict: { kind: 'flag', name: '--strict' },
    });
    expect(config.files).toEqual([place.userFile, place.projectFile]);
  });

  it('adds rules up, each with its own origin', async () => {
    place.write('.config/cmtelegram/config.json', { rules: { 'a/a': 'off', 'b/b': 'off', 'c/c': 'off' } });
    place.write('project/.cmtelegramrc', { rules: { 'b/b': 'info', 'c/c': 'info' } });
    const config = await place.load({ flags: { rules: ['c/c=error', 'd/d=warning'] } });
    expect(config.settings.rules).toEqual({ 'a/a': 'off', 'b/b': 'info', 'c/c': 'error', 'd/d': 'warning' });
    const kinds = ['a/a', 'b/b', 'c/c', 'd/d'].map((id) => config.origins[`rules.${id}`]?.kind);
    expect(kinds).toEqual(['user-file', 'project-file', 'flag', 'flag']);
    expect(describeConfig(config).find(({ key }) => key === 'rules.c/c')).toMatchObject({ from: 'flag --rule' });
  });

  it('lets a higher layer replace every lower word about the token', async () => {
    place.write('.config/cmtelegram/config.json', { productTokenFile: '/user/token', productTokenCommand: ['x'] });
    place.write('project/.cmtelegramrc', { productToken: 'project-token' });
    const { settings, origins } = await place.load();
    expect(settings.productToken).toBe('project-token');
    expect(settings).not.toHaveProperty('productTokenFile');
    expect(settings).not.toHaveProperty('productTokenCommand');
    expect(origins.productTokenFile).toEqual({ kind: 'default' });
  });

  it('takes an empty variable as not set', async () => {
    const config = await place.load({ env: { CMTG_FROM: '', CMTG_TIMEOUT: '', CMTG_PROFILE: '' } });
    expect(config.settings).not.toHaveProperty('from');
    expect(config.origins.timeout).toEqual({ kind: 'default' });
  });

  it('names flags and variables after the settings', () => {
    expect(settingNames.map(environmentName)).toContain('CMTG_PRODUCT_TOKEN_FILE');
    expect(environmentName('journal.keep')).toBe('CMTG_JOURNAL_KEEP');
    expect(environmentName('productTokenCommand')).toBeUndefined();
    expect(flagName('maxWait')).toBe('--max-wait');
  });
});

describe('a wrong value', () => {
  const WRONG: readonly [SettingName, string][] = [
    ['endpoint', 'canary.example'],
    ['endpoint', 'ftp://canary.example/'],
    ['endpoint', 'https://user:canary@gw.messaging.cm.com/'],
    ['tokenIn', 'canary'],
    ['timeout', '20'],
    ['timeout', '0s'],
    ['timeout', '30d'],
    ['retries', '-1'],
    ['retries', '1.5'],
    ['strict', 'canary'],
    ['rules', 'canary'],
    ['rules', 'text/too-long=canary'],
    ['grouping', 'canary,b,c,d'],
    ['from', '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11'],
    ['productTokenFile', '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9'],
  ];

  it.each(WRONG)('of %s in the environment is named, not repeated: %s', async (name, value) => {
    const variable = environmentName(name) ?? '';
    const error = await place.load({ env: { [variable]: value } }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ category: 'config', code: 'environment-value' });
    expect(String(error)).toContain(variable);
    expect(String(error)).not.toMatch(/canary|zyx57W2v1u123ew11|a4b3c2d1e0f9/);
  });

  it('of a flag is a usage error', async () => {
    const error = await place.load({ flags: { timeout: 'canary' } }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ category: 'usage', code: 'flag-value' });
    expect(String(error)).toMatch(/--timeout must be a duration/);
    expect(String(error)).not.toContain('canary');
  });
});

describe('variables that look like settings', () => {
  it('suggests the right name for a near miss', async () => {
    const { warnings } = await place.load({ env: { CMTG_TIMOUT: '2s', CMTG_PRODUCT_TOKEN_COMMAND: 'x' } });
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('did you mean CMTG_TIMEOUT?'),
      expect.stringContaining('CMTG_PRODUCT_TOKEN_COMMAND is not read'),
    ]);
  });

  it('says nothing about others', async () => {
    const { warnings } = await place.load({ env: { CMTG_SOMETHING_ELSE: 'x', PATH: '/bin' } });
    expect(warnings).toEqual([]);
  });
});
