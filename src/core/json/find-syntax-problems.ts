import type { Finding } from '../diagnostics/diagnostic.js';
import type { LocatedFinding } from '../diagnostics/locate.js';
import { type CreateRanges, createRanges } from '../diagnostics/ranges.js';
import { decodeString } from './decode-string.js';
import { walkJson } from './walk-json.js';

/** Keys that careless programs let change the prototype of objects. */
const poisonedKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** An open object or array. */
interface Frame {
  /** Lower-case keys of an object with the offset of their first appearance; undefined for an array. */
  readonly keys: Map<string, number> | undefined;
  /** The entry of an array that comes next. */
  next: number;
}

/**
 * Finds what a parser takes without a word although it changes or loses something: duplicate keys (CM's keys are
 * case-insensitive, so spellings that differ in case are duplicates too), numbers that become others, halves of surrogate
 * pairs, and poisoned keys. At most `limit` findings, in the order of the text; faults of the form are passed over.
 */
export function findSyntaxProblems(text: string, limit: number): LocatedFinding[] {
  const found: LocatedFinding[] = [];
  const ranges = createRanges(text);
  const frames: Frame[] = [];
  const path: (string | number)[] = [];

  walkJson(
    text,
    {
      open: (kind) => {
        enterValue();
        frames.push({ keys: kind === '{' ? new Map() : undefined, next: 0 });
      },
      close: () => {
        frames.pop();
        leaveValue();
      },
      key: (offset, end) => {
        const key = decodeString(text, offset, end) ?? '';
        path.push(key);
        checkKey(key, offset, end);
        checkSurrogates(offset, end, true);
      },
      value: (offset, end) => {
        enterValue();
        if (text[offset] === '"') checkSurrogates(offset, end, false);
        else checkNumber(offset, end);
        leaveValue();
      },
    },
    () => found.length < limit,
  );
  return found.slice(0, limit);

  /** The step to a value in an array; that to a value in an object is its key. */
  function enterValue(): void {
    const frame = frames.at(-1);
    if (frame !== undefined && frame.keys === undefined) path.push(frame.next++);
  }

  function leaveValue(): void {
    path.pop();
  }

  function checkKey(key: string, offset: number, end: number): void {
    const keys = frames.at(-1)?.keys;
    const folded = key.toLowerCase();
    const first = keys?.get(folded);
    if (first === undefined) keys?.set(folded, offset);
    else report('syntax/duplicate-key', { key, ...placeOf(first, ranges) }, offset, end, true);
    if (poisonedKeys.includes(key)) report('syntax/poisoned-key', { key }, offset, end, true);
  }

  function checkNumber(offset: number, end: number): void {
    const number = text.slice(offset, Math.min(end, offset + 400));
    const value = Number(number);
    const isWhole = /^-?\d+$/.test(number);
    const changes =
      value === Number.POSITIVE_INFINITY ||
      value === Number.NEGATIVE_INFINITY ||
      (isWhole && !Number.isSafeInteger(value)) ||
      (!isWhole && Number.isInteger(value) && value !== 0 && !Number.isSafeInteger(value)) ||
      (value === 0 && /^[^eE]*[1-9]/.test(number));
    if (changes) {
      const shown = number.length > 40 ? `${number.slice(0, 40)}…` : number;
      report('syntax/unsafe-number', { number: shown, becomes: String(value) }, offset, end, false);
    }
  }

  /** Points at the half pair itself, not at the whole string. */
  function checkSurrogates(offset: number, end: number, onKey: boolean): void {
    const half = findHalf(text, offset, end);
    if (half === undefined) return;
    const args = { escape: `\\u${half.code.toString(16).toUpperCase()}` };
    report('syntax/lone-surrogate', args, half.offset, half.offset + half.length, onKey);
  }

  function report(ruleId: Finding['ruleId'], args: Finding['args'], offset: number, end: number, onKey: boolean): void {
    const finding: Finding = { ruleId, path: [...path], args, ...(onKey ? { onKey } : {}) };
    if (found.length < limit) found.push({ finding, offset, length: end - offset });
  }
}

function placeOf(offset: number, ranges: CreateRanges): { line: number; column: number } {
  const { line, column } = ranges(offset, 0);
  return { line, column };
}

/** The first half of a surrogate pair without its other half, written as an escape or as it is. */
function findHalf(text: string, from: number, end: number): Half | undefined {
  const source = text.slice(from, end);
  if (!/\\u[dD]/.test(source) && source.isWellFormed()) return undefined;
  let high: Half | undefined;
  for (let at = from; at < end; ) {
    const half = readUnit(text, at);
    const isLow = half.code >= 0xdc00 && half.code <= 0xdfff;
    if (high !== undefined && !isLow) return high;
    if (high === undefined && isLow) return half;
    high = half.code >= 0xd800 && half.code <= 0xdbff ? half : undefined;
    at += half.length;
  }
  return high;
}

/** One UTF-16 unit of a string, written as an escape or as it is. */
interface Half {
  readonly code: number;
  readonly offset: number;
  readonly length: number;
}

function readUnit(text: string, offset: number): Half {
  if (text[offset] !== '\\') return { code: text.charCodeAt(offset), offset, length: 1 };
  if (text[offset + 1] !== 'u') return { code: 0, offset, length: 2 };
  return { code: Number.parseInt(text.slice(offset + 2, offset + 6), 16), offset, length: 6 };
}
