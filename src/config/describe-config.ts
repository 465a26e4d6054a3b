import type { JsonValue } from '../core/payload/payload.js';
import { formatOrigin } from './config-error.js';
import { keys, settingNames } from './keys.js';
import type { ConfigOrigin, FlatSettings, ResolvedConfig, SettingName } from './settings.js';

/** One line of `cmtg config`. */
export interface ConfigEntry {
  /** The setting, `rules.<id>`, or `profile`. */
  readonly key: string;
  /** As it would be written in a file; a secret is masked; null when not set. */
  readonly value: JsonValue;
  readonly origin: ConfigOrigin;
  /** The origin in words. Holds file names: foreign text. */
  readonly from: string;
  readonly secret: boolean;
}

/** The profile, every setting in the order of the key table, then each rule that is set: data for `cmtg config`. */
export function describeConfig(config: ResolvedConfig): readonly ConfigEntry[] {
  const { settings, origins, profile } = config;
  const entry = (key: string, value: JsonValue, secret = false): ConfigEntry => {
    const origin = origins[key] ?? { kind: 'default' };
    return { key, value, origin, from: formatOrigin(origin), secret };
  };
  const { journal, ...rest } = settings;
  const flat: Partial<FlatSettings> = { ...rest, 'journal.keep': journal.keep };
  return [
    ...(profile === undefined ? [] : [entry('profile', profile)]),
    ...settingNames
      .filter((name) => name !== 'rules')
      .map((name) => entry(name, showValue(name, flat[name]), keys[name].secret ?? false)),
    ...Object.entries(settings.rules).map(([id, setting]) => entry(`rules.${id}`, setting)),
  ];
}

function showValue<Name extends SettingName>(name: Name, value: FlatSettings[Name] | undefined): JsonValue {
  return value === undefined ? null : keys[name].type.show(value);
}
