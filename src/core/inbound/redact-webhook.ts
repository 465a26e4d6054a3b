import { readJson } from './read-json.js';

/** Replaces what tells people apart; the same value always becomes the same pseudonym. */
export type RedactBody = (body: Uint8Array) => string;

/** Values that tell nothing about a person. Everything else is replaced: a new key must not leak because nobody knew it. */
const kept = new Set([
  'channel',
  'time',
  'timeutc',
  'contenttype',
  'type',
  'action',
  'received',
  'code',
  'errorcode',
  'errordescription',
]);

const categories: readonly [name: string, keys: ReadonlySet<string>][] = [
  ['number', new Set(['number', 'to', 'from', 'phone', 'wa_id'])],
  ['name', new Set(['name', 'username', 'formatted_name', 'first_name', 'last_name', 'middle_name'])],
  ['reference', new Set(['reference', 'messagecontext'])],
  ['media', new Set(['mediauri', 'url'])],
];

/**
 * Pseudonyms for one export: `number-1`, `name-2`, `text-3 (12 characters)`. They are counted, not computed: a hash of
 * a phone number is found again by trying all numbers. Structure, kinds, times and lengths of texts stay.
 */
export function createBodyRedactor(): RedactBody {
  const pseudonyms = new Map<string, string>();
  const counts = new Map<string, number>();

  const replace = (key: string, value: string): string => {
    if (value === '') return '';
    const category = categories.find(([, keys]) => keys.has(key))?.[0] ?? 'text';
    const known = pseudonyms.get(`${category}:${value}`);
    if (known !== undefined) return known;
    const count = (counts.get(category) ?? 0) + 1;
    counts.set(category, count);
    const suffix = category === 'text' ? ` (${[...value].length} characters)` : '';
    const pseudonym = category === 'media' ? `https://media.example.com/${count}` : `${category}-${count}${suffix}`;
    pseudonyms.set(`${category}:${value}`, pseudonym);
    return pseudonym;
  };

  const redact = (key: string, value: unknown): unknown => {
    if (kept.has(key) && typeof value !== 'object') return value;
    if (typeof value === 'string') return replace(key, value);
    if (typeof value === 'number') return 0;
    if (Array.isArray(value)) return value.map((entry) => redact(key, entry));
    if (typeof value !== 'object' || value === null) return value;
    // The depth was bounded on reading. fromEntries makes `__proto__` a key like any other.
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redact(name.toLowerCase(), inner)]));
  };

  return (body) => {
    const read = readJson(body);
    return 'reason' in read ? `[${body.byteLength} bytes: ${read.reason}]` : JSON.stringify(redact('', read.json));
  };
}
