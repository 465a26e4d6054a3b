import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentName } from '../../../src/config/key-names.js';
import { type KeyDefinition, keys, settingNames } from '../../../src/config/keys.js';
import type { SettingName } from '../../../src/config/settings.js';
import { ruleIds } from '../../../src/core/rules/catalogue.js';
import { type ConfigHome, createConfigHome } from './config-home.js';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

let place: ConfigHome;
beforeEach(() => {
  place = createConfigHome();
});
afterEach(() => place.remove());

function row(name: SettingName): string {
  const { fallback, type, summary, where } = keys[name] as KeyDefinition<unknown>;
  const shown = fallback === undefined ? undefined : type.show(fallback);
  const isEmpty = shown === undefined || (typeof shown === 'object' && Object.keys(shown ?? {}).length === 0);
  const value = `\`${typeof shown === 'string' ? shown : JSON.stringify(shown)}\``;
  const variable = environmentName(name);
  return [
    `| \`${name}\``,
    variable === undefined ? 'none' : `\`${variable}\``,
    isEmpty ? 'none' : value,
    `${summary}${where === 'user-file' ? ' In your own file only.' : ''} |`,
  ].join(' | ');
}

describe('the documentation', () => {
  it('lists the settings as the key table does', () => {
    const [, rows] = /<!-- settings -->\n([\s\S]*)<!-- \/settings -->/.exec(read('docs/configuration.md')) ?? [];
    const head = '| Setting | Variable | Default | What it does |\n| --- | --- | --- | --- |';
    expect(rows).toBe(`${[head, ...settingNames.map(row)].join('\n')}\n`);
  });

  it('has an example that is read without a warning', async () => {
    place.write('project/.cmtelegramrc', read('.cmtelegramrc.example'));
    const { settings, warnings, profiles } = await place.load({ ruleIds, profile: 'staging' });
    expect(warnings).toEqual([]);
    expect(profiles).toEqual(['staging']);
    expect(settings.from).toBe('2345678901');
  });

  it('has a profile example that is read without a warning', async () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(read('docs/configuration.md')) ?? [];
    place.write('.config/cmtelegram/config.yaml', example);
    const { settings, warnings } = await place.load({ profile: 'staging' });
    expect(warnings).toEqual([]);
    expect(settings.productTokenCommand).toEqual(['pass', 'show', 'cm/staging']);
  });
});
