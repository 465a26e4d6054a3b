import { resolve } from 'node:path';
import { CmtgError } from '../core/errors.js';
import { suggest } from '../core/payload/suggest.js';
import { environmentName } from './key-names.js';
import { keys, settingNames } from './keys.js';
import { type Layer, LayerBuilder } from './layers.js';
import type { Environment } from './search.js';
import type { ConfigWarning, FlatSettings, SettingName } from './settings.js';

/** Chooses the profile, as `--profile` does. */
export const PROFILE_VARIABLE = 'CMTG_PROFILE';

/**
 * The layer of the environment. A variable that is empty counts as not set. A variable that looks like a misspelt
 * setting is a warning; other `CMTG_` variables are nobody's business.
 *
 * Throws CmtgError `environment-value` that names the variable and never its value.
 */
export function readEnvironment(env: Environment, cwd: string): { layer: Layer; warnings: readonly ConfigWarning[] } {
  const layer = new LayerBuilder();
  for (const name of settingNames) {
    readVariable(layer, name, env, cwd);
  }
  return { layer, warnings: Object.keys(env).flatMap(checkVariable) };
}

function readVariable<Name extends SettingName>(layer: LayerBuilder, name: Name, env: Environment, cwd: string): void {
  const variable = environmentName(name);
  const text = variable === undefined ? undefined : env[variable];
  if (variable === undefined || text === undefined || text === '') {
    return;
  }
  const parsed = keys[name].type.fromText(text);
  const isStdin = name === 'productTokenFile' && text === '-';
  if ('reason' in parsed || isStdin) {
    const reason = 'reason' in parsed ? parsed.reason : 'must be the path of a file, not standard input';
    throw new CmtgError(`${variable} ${reason}.`, { code: 'environment-value', category: 'config' });
  }
  const value = name === 'productTokenFile' ? (resolve(cwd, text) as FlatSettings[Name]) : parsed.value;
  layer.set(name, value, { kind: 'environment', name: variable });
}

const VARIABLES = [PROFILE_VARIABLE, ...settingNames.flatMap((name) => environmentName(name) ?? [])];

function checkVariable(variable: string): readonly ConfigWarning[] {
  if (!variable.startsWith('CMTG_') || VARIABLES.includes(variable)) {
    return [];
  }
  const code = 'unknown-variable';
  if (variable === 'CMTG_PRODUCT_TOKEN_COMMAND') {
    return [{ code, message: `${variable} is not read: productTokenCommand stands in the user’s file only.` }];
  }
  const bare = (name: string) => name.slice('CMTG_'.length);
  const near = suggest(bare(variable), VARIABLES.map(bare));
  // Programs that cmtg runs see other CMTG_ variables: only a near miss is worth a word.
  return near === undefined || Math.abs(near.length - bare(variable).length) > 1
    ? []
    : [{ code, message: `unknown variable ${variable}; did you mean CMTG_${near}?`, suggestion: `CMTG_${near}` }];
}
