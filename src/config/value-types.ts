import { hasBotToken } from '../core/channel/bot-token.js';
import { formatDuration, parseDuration } from '../core/duration.js';
import type { JsonObject, JsonValue } from '../core/payload/payload.js';

/** A value, or why it is none: the end of a sentence that begins with the key's name. Never repeats the value. */
export type Parsed<Value> = { readonly value: Value } | { readonly reason: string };

/** One kind of value: how it is read from a file and from text, shown, and described to a JSON Schema. */
export interface ValueType<Value> {
  /** `source` is a number as it was written, which `raw` may no longer show: 0123, or more digits than a double holds. */
  readonly fromFile: (raw: unknown, source?: string) => Parsed<Value>;
  readonly fromText: (text: string) => Parsed<Value>;
  readonly show: (value: Value) => JsonValue;
  readonly schema: JsonObject;
}

const same = <Value extends JsonValue>(value: Value): JsonValue => value;

/** Non-empty text of one line. A number is taken as it was written: bot IDs look like numbers. */
export function text(): ValueType<string> {
  const fromText = (given: string): Parsed<string> => {
    if (hasBotToken(given)) {
      return { reason: 'holds a Telegram bot token, which does not belong here; renew it with BotFather’s /token' };
    }
    return given.trim() === '' || /[\r\n\0]/.test(given)
      ? { reason: 'must be text of one line' }
      : { value: given.trim() };
  };
  return {
    fromFile: (raw, source) => {
      const given = typeof raw === 'number' ? (source ?? String(raw)) : raw;
      return typeof given === 'string' ? fromText(given) : { reason: 'must be text' };
    },
    fromText,
    show: same,
    schema: { type: 'string', minLength: 1 },
  };
}

/** One of a few words. */
export function choice<const Word extends string>(...words: readonly Word[]): ValueType<Word> {
  const parse = (raw: unknown): Parsed<Word> => {
    const word = words.find((candidate) => candidate === raw);
    return word === undefined ? { reason: `must be one of: ${words.join(', ')}` } : { value: word };
  };
  return { fromFile: parse, fromText: (given) => parse(given.trim()), show: same, schema: { enum: words } };
}

/** True or false; as text also 1/0, yes/no, on/off. */
export function yesNo(): ValueType<boolean> {
  const words = new Map<string, boolean>([
    ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
    ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
  ]);
  return {
    fromFile: (raw) => (typeof raw === 'boolean' ? { value: raw } : { reason: 'must be true or false' }),
    fromText: (given) => {
      const value = words.get(given.trim().toLowerCase());
      return value === undefined ? { reason: 'must be true or false' } : { value };
    },
    show: same,
    schema: { type: 'boolean' },
  };
}

/** A whole number from `least` to `most`. */
export function integer(least: number, most: number): ValueType<number> {
  const parse = (raw: unknown): Parsed<number> =>
    typeof raw === 'number' && Number.isInteger(raw) && raw >= least && raw <= most
      ? { value: raw }
      : { reason: `must be a whole number from ${least} to ${most}` };
  return {
    fromFile: parse,
    fromText: (given) => parse(/^\d{1,9}$/.test(given.trim()) ? Number(given) : undefined),
    show: same,
    schema: { type: 'integer', minimum: least, maximum: most },
  };
}

/** A duration with its unit, kept as milliseconds. */
export function duration(least: number, most: number): ValueType<number> {
  const reason = `must be a duration with its unit, such as 500ms, 2s or 5m, from ${formatDuration(least)} to ${formatDuration(most)}`;
  const fromText = (given: string): Parsed<number> => {
    const value = parseDuration(given);
    return value === undefined || value < least || value > most ? { reason } : { value };
  };
  return {
    fromFile: (raw) => (typeof raw === 'string' ? fromText(raw) : { reason }),
    fromText,
    show: formatDuration,
    schema: { type: 'string', pattern: '^[0-9]+([.][0-9]+)?(ms|s|m|h|d)$' },
  };
}

/** Up to `most` texts; as text separated by commas. */
export function list(most: number): ValueType<readonly string[]> {
  const parse = (raw: unknown): Parsed<readonly string[]> =>
    Array.isArray(raw) &&
    raw.length <= most &&
    raw.every((item) => typeof item === 'string' && item !== '' && !/[\r\n\0]/.test(item))
      ? { value: raw }
      : { reason: `must be a list of up to ${most} texts` };
  return {
    fromFile: (raw) => parse(typeof raw === 'string' ? [raw] : raw),
    fromText: (given) => parse(given.split(',').map((item) => item.trim())),
    show: same,
    schema: { type: 'array', items: { type: 'string', minLength: 1 }, maxItems: most },
  };
}
