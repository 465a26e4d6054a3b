import { resolve } from 'node:path';
import { CmtgError } from '../core/errors.js';
import { type FlagSettingName, flagName } from './key-names.js';
import { keys } from './keys.js';
import { type Layer, LayerBuilder } from './layers.js';
import type { FlatSettings } from './settings.js';

/** What a flag was given: its text, one text for each time it stood there, or a value the command already knows. */
export type FlagValue = string | number | boolean | readonly string[];

/** Flags of one command, by the setting they set. Undefined: the flag was not given. */
export type FlagValues = { readonly [Name in FlagSettingName]?: FlagValue | undefined };

/** The layer of the flags. Throws CmtgError `flag-value` of category `usage`, which never repeats the value. */
export function readFlags(flags: FlagValues, cwd: string): Layer {
  const layer = new LayerBuilder();
  for (const name of Object.keys(flags) as FlagSettingName[]) {
    readFlag(layer, name, flags[name], cwd);
  }
  return layer;
}

function readFlag<Name extends FlagSettingName>(
  layer: LayerBuilder,
  name: Name,
  given: FlagValue | undefined,
  cwd: string,
): void {
  if (given === undefined) {
    return;
  }
  const { type } = keys[name];
  const parsed = typeof given === 'string' ? type.fromText(given) : type.fromFile(given);
  if ('reason' in parsed) {
    throw new CmtgError(`${flagName(name)} ${parsed.reason}.`, { code: 'flag-value', category: 'usage' });
  }
  const isPath = name === 'productTokenFile' && given !== '-';
  const value = isPath ? (resolve(cwd, String(given)) as FlatSettings[Name]) : parsed.value;
  layer.set(name, value, { kind: 'flag', name: flagName(name) });
}
