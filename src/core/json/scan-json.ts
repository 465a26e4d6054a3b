/** What one quick look over a JSON text tells. */
export interface JsonScan {
  /** How deep its brackets are nested. */
  readonly depth: number;
  /** Offset of the first bracket below `limits.depth`, or -1. */
  readonly tooDeepAt: number;
  /** How many values it holds, at least; counting stops a little above `limits.values`. */
  readonly values: number;
  /**
   * It may hold a duplicate key, a number that changes on the way, half a surrogate pair or a poisoned key, so the slow
   * and exact `findSyntaxProblems` must look. False means that it certainly holds none.
   */
  readonly suspect: boolean;
}

export interface ScanLimits {
  readonly depth: number;
  readonly values: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Objects with more keys than this are left to the exact walk: comparing every pair would take too long. */
const MOST_KEYS = 32;
/** Integers of so many digits survive parsing. */
const SAFE_DIGITS = 15;
/** Hash of `__proto__`, `constructor` and `prototype`, so that they are found like any other repeated key. */
const poisoned = ['__proto__', 'constructor', 'prototype'].map(hashOf);

/**
 * Looks over a text once, without parsing it: constant memory, any text, never an exception. Keys are compared by a hash
 * that ignores case, within their object; two keys of one hash only make the text suspect. What the text holds besides
 * strings and brackets is not judged here: that is the parser's part.
 */
export function scanJson(text: string, limits: ScanLimits): JsonScan {
  const end = text.length;
  // Hashes of the keys of every open object, one after the other, and where each object's begin.
  const hashes: number[] = [];
  const starts: number[] = [];
  let depth = 0;
  let deepest = 0;
  let tooDeepAt = -1;
  let values = 0;
  let suspect = mayHoldLoneSurrogate(text);

  let index = 0;
  while (index < end) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const close = findClosingQuote(text, index + 1);
      const next = skipBlanks(text, close + 1);
      if (text.charCodeAt(next) === COLON) {
        if (!suspect) addKey(index + 1, close);
        index = next + 1;
      } else index = close + 1;
      continue;
    }
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (++depth > deepest) deepest = depth;
      if (depth > limits.depth && tooDeepAt < 0) tooDeepAt = index;
      if (depth <= limits.depth) starts.push(hashes.length);
      values++;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      if (depth > 0 && depth-- <= limits.depth) hashes.length = starts.pop() ?? 0;
    } else if (code === COMMA) {
      if (++values > limits.values) break;
    } else if (code >= MINUS && code <= NINE) {
      index = skipNumber(index + 1);
      continue;
    }
    index++;
  }
  return { depth: deepest, tooDeepAt, values, suspect };

  function addKey(from: number, to: number): void {
    let hash = 0;
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      // An escape or a letter beyond ASCII has spellings that a hash of its characters misses.
      if (code === BACKSLASH || code > 0x7e) {
        suspect = true;
        return;
      }
      hash = (Math.imul(hash, 31) + (code | 0x20)) | 0;
    }
    const start = starts[starts.length - 1] ?? 0;
    for (let at = start; at < hashes.length; at++) {
      if (hashes[at] === hash) suspect = true;
    }
    if (poisoned.includes(hash) || hashes.length - start >= MOST_KEYS) suspect = true;
    hashes.push(hash);
  }

  /** The offset behind the digits; a long number, a fraction or an exponent makes the text suspect. */
  function skipNumber(from: number): number {
    let at = from;
    let code = text.charCodeAt(at);
    while (code >= 0x30 && code <= NINE) code = text.charCodeAt(++at);
    if (at - from >= SAFE_DIGITS || code === 0x2e || (code | 0x20) === 0x65) suspect = true;
    return at;
  }
}

/** The offset of the quote that ends a string, or of the end of the text. */
function findClosingQuote(text: string, from: number): number {
  let close = text.indexOf('"', from);
  while (close > from && text.charCodeAt(close - 1) === BACKSLASH) {
    let slashes = 1;
    while (close - 1 - slashes >= from && text.charCodeAt(close - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) break;
    close = text.indexOf('"', close + 1);
  }
  return close < 0 ? text.length : close;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** Half a pair can only come from an escape, or stand in a string that was never UTF-8. */
function mayHoldLoneSurrogate(text: string): boolean {
  return text.includes('\\ud') || text.includes('\\uD') || !text.isWellFormed();
}

function hashOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (Math.imul(hash, 31) + (key.charCodeAt(at) | 0x20)) | 0;
  return hash;
}
