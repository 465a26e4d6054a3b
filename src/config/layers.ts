import { tokenKeys } from './key-names.js';
import { keys, settingNames } from './keys.js';
import type { ConfigOrigin, FlatSettings, RuleSetting, SettingName, Settings } from './settings.js';

/** One source of values. */
export interface Layer {
  readonly values: { readonly [Name in SettingName]?: LayerValue<FlatSettings[Name]> };
}

export interface LayerValue<Value> {
  readonly value: Value;
  readonly origin: ConfigOrigin;
}

/** A layer while it is filled. */
export class LayerBuilder implements Layer {
  readonly values: { [Name in SettingName]?: LayerValue<FlatSettings[Name]> } = {};

  set<Name extends SettingName>(name: Name, value: FlatSettings[Name], origin: ConfigOrigin): void {
    (this.values as Partial<Record<Name, LayerValue<FlatSettings[Name]>>>)[name] = { value, origin };
  }
}

/** The values in force once the layers lie on the defaults, and where each came from. */
export interface MergedLayers {
  readonly settings: Settings;
  readonly origins: Readonly<Record<string, ConfigOrigin>>;
}

/**
 * Lays layers over the defaults, lowest first: a higher value replaces a lower one. Rules add up, rule by rule. A layer
 * that says where the token is replaces whatever lower layers say about it, so that a project's token file is not beaten
 * by a token of the user's file.
 */
export function mergeLayers(layers: readonly Layer[]): MergedLayers {
  const flat = new Map<string, unknown>(settingNames.map((name) => [name, keys[name].fallback]));
  const origins = new Map<string, ConfigOrigin>(settingNames.map((name) => [name, { kind: 'default' }]));
  let rules: Readonly<Record<string, RuleSetting>> = {};
  for (const { values } of layers) {
    if (tokenKeys.some((name) => values[name] !== undefined)) {
      for (const name of tokenKeys) {
        flat.set(name, undefined);
        origins.set(name, { kind: 'default' });
      }
    }
    for (const name of settingNames) {
      const given = values[name];
      if (given !== undefined) {
        flat.set(name, given.value);
        origins.set(name, given.origin);
      }
    }
    for (const id of Object.keys(values.rules?.value ?? {})) {
      origins.set(`rules.${id}`, values.rules?.origin ?? { kind: 'default' });
    }
    rules = { ...rules, ...values.rules?.value };
  }
  flat.set('rules', rules);
  const { 'journal.keep': keep, ...rest } = Object.fromEntries([...flat].filter(([, value]) => value !== undefined));
  return { settings: { ...rest, journal: { keep } } as unknown as Settings, origins: Object.fromEntries(origins) };
}
