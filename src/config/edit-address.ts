import { CmtgError } from '../core/errors.js';
import { suggest } from '../core/payload/suggest.js';
import { keys, settingNames } from './keys.js';
import type { SettingName } from './settings.js';

/** One value that `cmtg config get|set|unset` may name. */
export interface ConfigAddress {
  /** As it is written on the command line: `from`, `journal.keep`, `rules.text/too-long`, `profile`. */
  readonly key: string;
  /** The setting it belongs to; undefined for `profile`. */
  readonly setting: SettingName | undefined;
  /** Keys from the root of a file, or of a profile, to the value. */
  readonly path: readonly string[];
}

/**
 * Reads the name of a value. Throws CmtgError `config-unknown-key`, of category usage, with the name that was probably
 * meant. `ruleIds` are the rules that `rules.<id>` may name.
 */
export function parseAddress(key: string, ruleIds: readonly string[]): ConfigAddress {
  if (key === 'profile') return { key, setting: undefined, path: ['profile'] };
  if (key.startsWith('rules.')) {
    const id = key.slice('rules.'.length);
    if (ruleIds.includes(id)) return { key, setting: 'rules', path: ['rules', id] };
    throw unknown('rule', id, ruleIds);
  }
  const setting = settingNames.find((name) => name === key);
  if (setting === undefined) throw unknown('setting', key, ['profile', ...settingNames]);
  return { key, setting, path: key.split('.') };
}

/** Whether a value must not be typed on a command line, where every user of the machine can read it. */
export function isSecret({ setting }: ConfigAddress): boolean {
  return setting !== undefined && keys[setting].secret === true;
}

function unknown(what: 'rule' | 'setting', word: string, known: readonly string[]): CmtgError {
  const near = suggest(word, known);
  const list = what === 'rule' ? '`cmtg rules` shows every rule.' : '`cmtg config list` shows every name.';
  return new CmtgError(`There is no ${what} “${word.slice(0, 60)}”.`, {
    code: 'config-unknown-key',
    category: 'usage',
    hint: near === undefined ? list : `Did you mean “${near}”? ${list}`,
  });
}
