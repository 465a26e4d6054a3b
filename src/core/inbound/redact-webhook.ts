import { isHarmless, isPlainName } from './harmless.js';
import { createPseudonyms } from './pseudonyms.js';
import { readJson } from './read-json.js';

/** Replaces what tells people apart; the same value always becomes the same pseudonym. */
export type RedactBody = (body: Uint8Array) => string;

const categories: readonly [name: string, keys: ReadonlySet<string>][] = [
  ['number', new Set(['number', 'to', 'from', 'phone', 'wa_id'])],
  ['name', new Set(['name', 'username', 'formatted_name', 'first_name', 'last_name', 'middle_name'])],
  ['reference', new Set(['reference', 'messagecontext'])],
  ['media', new Set(['mediauri', 'url'])],
];

/**
 * Pseudonyms for one export: `number-1`, `name-2`, `text-3 (12 characters)`; a JSON number becomes another one.
 * Structure, kinds, times and lengths of texts stay. Whatever is not known to be harmless where it stands is replaced:
 * a new key must not leak because nobody knew it, nor an old one because somebody wrote into it.
 */
export function createBodyRedactor(): RedactBody {
  const count = createPseudonyms();

  const replaceText = (key: string, text: string): string => {
    const category = findCategory(key) ?? 'text';
    const number = count(category, text);
    if (category === 'media') return `https://media.example.com/${number}`;
    return `${category}-${number}${category === 'text' ? ` (${[...text].length} characters)` : ''}`;
  };

  const redact = (place: string, key: string, value: unknown): unknown => {
    if (typeof value === 'string') return isHarmless(place, value) ? value : replaceText(key, value);
    if (typeof value === 'number') {
      const text = String(value);
      return isHarmless(place, text) ? value : count(findCategory(key) ?? 'value', text);
    }
    if (Array.isArray(value)) return value.map((entry) => redact(place, key, entry));
    if (typeof value !== 'object' || value === null) return value;
    // The depth was bounded on reading. fromEntries makes `__proto__` a key like any other.
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const lower = name.toLowerCase();
        return [isPlainName(name) ? name : `key-${count('key', name)}`, redact(`${place}/${lower}`, lower, inner)];
      }),
    );
  };

  return (body) => {
    const read = readJson(body);
    return 'reason' in read ? `[${body.byteLength} bytes: ${read.reason}]` : JSON.stringify(redact('', '', read.json));
  };
}

function findCategory(key: string): string | undefined {
  return categories.find(([, keys]) => keys.has(key))?.[0];
}
