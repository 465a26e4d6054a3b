import type { UnknownReason } from './parsed-webhook.js';

/** Deeper than this is no webhook of CM: the deepest sample has 7 levels. */
const DEEPEST = 64;
/** A webhook of CM has a few dozen values. More would only cost memory: a MiB of brackets becomes tens of MiB. */
const MOST_VALUES = 50_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON from a foreign body, or why it is none. Never throws, never recurses, bounded in depth and number of values. */
export type JsonBody = { readonly json: unknown } | { readonly reason: UnknownReason };

export function readJson(body: string | Uint8Array): JsonBody {
  const text = decode(body);
  if (text === undefined) return { reason: 'not-utf8' };
  const start = text.trimStart();
  if (start === '') return { reason: 'empty' };
  if (start.startsWith('<')) return { reason: 'xml' };
  const excess = findExcess(text);
  if (excess !== undefined) return { reason: excess };
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { reason: 'not-json' };
  }
}

/** A byte order mark is dropped in both forms. */
function decode(body: string | Uint8Array): string | undefined {
  if (typeof body === 'string') return body.startsWith('\ufeff') ? body.slice(1) : body;
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

/** Counts brackets and commas outside strings, before anything is built from them. */
function findExcess(text: string): 'too-deep' | 'too-complex' | undefined {
  // As good as every webhook: there is not even room for too much.
  if (text.length <= MOST_VALUES && hasFewBrackets(text)) return undefined;
  let depth = 0;
  let values = 0;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x22:
        index = skipString(text, index);
        break;
      case 0x5b:
      case 0x7b:
        if (++depth > DEEPEST) return 'too-deep';
        values++;
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
      case 0x2c:
        values++;
        break;
    }
    if (values > MOST_VALUES) return 'too-complex';
  }
  return undefined;
}

/** Whether there are fewer brackets than levels allowed, in strings or not. */
function hasFewBrackets(text: string): boolean {
  let count = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (++count > DEEPEST) return false;
    }
  }
  return true;
}

/** Index of the quote that ends the string beginning at `start`, or the end of the text. */
function skipString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end, start)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, index: number, start: number): boolean {
  let first = index;
  while (first - 1 > start && text.charCodeAt(first - 1) === 0x5c) first--;
  return (index - first) % 2 === 1;
}
