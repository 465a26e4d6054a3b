import { keys } from './keys.js';
import type { SettingName } from './settings.js';

/** Settings a flag may set. No flag takes the token itself: process lists show flags. */
export type FlagSettingName = Exclude<SettingName, 'productToken' | 'productTokenCommand'>;

/** The three settings that say where the token is. A layer that sets one replaces those of the layers below. */
export const tokenKeys = ['productTokenFile', 'productToken', 'productTokenCommand'] as const;

/** `productTokenFile` → `CMTG_PRODUCT_TOKEN_FILE`; undefined for what the environment may not set. */
export function environmentName(name: SettingName): string | undefined {
  return keys[name].where === 'any' ? `CMTG_${splitWords(name).join('_').toUpperCase()}` : undefined;
}

/** `maxWait` → `--max-wait`; the flag as errors and `cmtg config` name it. */
export function flagName(name: SettingName): string {
  const { flag } = keys[name];
  return typeof flag === 'string' ? flag : `--${splitWords(name).join('-').toLowerCase()}`;
}

function splitWords(name: string): string[] {
  return name.split(/\.|(?=[A-Z])/);
}
