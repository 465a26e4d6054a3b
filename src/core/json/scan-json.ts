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
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const LETTER_E = 0x65;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Integers of so many digits survive parsing. */
const SAFE_DIGITS = 15;

/**
 * Looks over a text once, without parsing it: next to no memory, any text, never an exception. What the text holds
 * besides strings and brackets is not judged here: that is the parser's part.
 */
export function scanJson(text: string, limits: ScanLimits): JsonScan {
  const keys = new KeyWatch(limits.depth);
  let depth = 0;
  let deepest = 0;
  let tooDeepAt = -1;
  let values = 0;
  let suspect = mayHoldLoneSurrogate(text);

  let index = 0;
  while (index < text.length && values <= limits.values) {
    const code = text.charCodeAt(index++);
    if (code === QUOTE) skipString();
    else if (code === COMMA) values++;
    else if (code >= MINUS && code <= NINE) skipNumber();
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) open();
    else if ((code === CLOSE_OBJECT || code === CLOSE_ARRAY) && depth > 0) keys.leave(depth--);
  }
  return { depth: deepest, tooDeepAt, values, suspect };

  function skipString(): void {
    const close = findClosingQuote(text, index);
    const next = skipBlanks(text, close + 1);
    const isKey = text.charCodeAt(next) === COLON;
    if (isKey) suspect ||= keys.isSuspect(text, index, close);
    index = isKey ? next + 1 : close + 1;
  }

  function skipNumber(): void {
    const after = skipDigits(text, index);
    suspect ||= after - index >= SAFE_DIGITS || isFraction(text.charCodeAt(after));
    index = after;
  }

  function open(): void {
    values++;
    keys.enter(++depth);
    if (depth > deepest) deepest = depth;
    if (depth > limits.depth && tooDeepAt < 0) tooDeepAt = index - 1;
  }
}

/** Objects with more keys than this are left to the exact walk: comparing every pair would take too long. */
const MOST_KEYS = 32;

/**
 * Compares the keys of every open object by a hash that ignores case. Two keys of one hash need not be equal: they only
 * make the text suspect, and so do keys whose hash cannot be trusted.
 */
class KeyWatch {
  /** Hashes of the keys of all open objects, one object after the other, and where each object's begin. */
  readonly #hashes: number[] = [];
  readonly #starts: number[];
  readonly #deepest: number;
  #count = 0;
  #start = 0;

  constructor(deepest: number) {
    this.#deepest = deepest;
    this.#starts = new Array<number>(deepest + 1).fill(0);
  }

  enter(depth: number): void {
    if (depth > this.#deepest) return;
    this.#starts[depth] = this.#start;
    this.#start = this.#count;
  }

  leave(depth: number): void {
    if (depth > this.#deepest) return;
    this.#count = this.#start;
    this.#start = this.#starts[depth] ?? 0;
  }

  isSuspect(text: string, from: number, to: number): boolean {
    let hash = 0;
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      // An escape or a letter beyond ASCII has spellings that a hash of its characters misses.
      if (code === BACKSLASH || code > 0x7e) return true;
      hash = (Math.imul(hash, 31) + (code | 0x20)) | 0;
    }
    for (let at = this.#start; at < this.#count; at++) {
      if (this.#hashes[at] === hash) return true;
    }
    this.#hashes[this.#count++] = hash;
    return this.#count - this.#start > MOST_KEYS || poisoned.includes(hash);
  }
}

/** Found as if they were repeated keys; the exact walk tells which they are. */
const poisoned = ['__proto__', 'constructor', 'prototype'].map(hashOf);

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

function skipDigits(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (code >= ZERO && code <= NINE) code = text.charCodeAt(++at);
  return at;
}

/** A point or an exponent behind digits. */
function isFraction(code: number): boolean {
  return code === POINT || (code | 0x20) === LETTER_E;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** Half a pair can only come from an escape, or stand in a string that was never UTF-8. */
function mayHoldLoneSurrogate(text: string): boolean {
  return (text.includes('\\u') && /\\u[dD]/.test(text)) || !text.isWellFormed();
}

function hashOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (Math.imul(hash, 31) + (key.charCodeAt(at) | 0x20)) | 0;
  return hash;
}
