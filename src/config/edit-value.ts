import { CmtgError } from '../core/errors.js';
import type { JsonValue } from '../core/payload/payload.js';
import type { ConfigAddress } from './edit-address.js';
import { keys } from './keys.js';
import type { Parsed, ValueType } from './value-types.js';

/**
 * Text from the command line as the value a file holds: numbers and lists as such, durations as they were written.
 * Throws CmtgError `config-value` of category usage; it never repeats the text.
 */
export function parseEditValue(address: ConfigAddress, text: string): JsonValue {
  const { key, setting } = address;
  if (setting === undefined) return check(key, parseProfileName(text));
  if (key.startsWith('rules.')) {
    const id = key.slice('rules.'.length);
    const rules = check(key, keys.rules.type.fromText(`${id}=${text.trim()}`));
    return rules[id] ?? null;
  }
  const type = keys[setting].type as ValueType<JsonValue>;
  const value = check(key, type.fromText(text));
  // A duration is kept in milliseconds, which no file holds: its text is written instead.
  return 'value' in type.fromFile(value) ? value : text.trim();
}

function parseProfileName(text: string): Parsed<string> {
  return text.trim() === '' || /[\r\n\0]/.test(text)
    ? { reason: 'must be the name of a profile' }
    : { value: text.trim() };
}

function check<Value>(key: string, parsed: Parsed<Value>): Value {
  if ('value' in parsed) return parsed.value;
  throw new CmtgError(`${key} ${parsed.reason}.`, { code: 'config-value', category: 'usage' });
}
