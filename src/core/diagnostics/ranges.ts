import type { SourceRange } from './diagnostic.js';

/** Turns an offset and a length in UTF-16 units into a range with lines, and with columns in code points. */
export type CreateRanges = (offset: number, length: number) => SourceRange;

/**
 * Creates the converter for one text. Asked in the order of the text it goes through every line once, so that a minified
 * file with thousands of findings stays cheap; asked in any order it is still right.
 */
export function createRanges(text: string): CreateRanges {
  const starts = findLineStarts(text);
  // The last place that was asked for: counting goes on from there.
  let last = { offset: starts[0] ?? 0, line: 0, column: 1 };

  const place = (asked: number) => {
    const line = findLine(starts, asked);
    const start = starts[line] ?? 0;
    const offset = Math.max(asked, start);
    const from = last.line === line && last.offset <= offset ? last : { offset: start, column: 1 };
    const column = from.column + countPoints(text, from.offset, offset);
    last = { offset, line, column };
    return { line: line + 1, column };
  };
  return (offset, length) => {
    const begin = place(offset);
    const mark = last;
    const end = place(offset + length);
    last = mark;
    return { offset, length, ...begin, endLine: end.line, endColumn: end.column };
  };
}

/** A byte order mark is no part of the first line: no editor counts it. */
function findLineStarts(text: string): number[] {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
}

function findLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function countPoints(text: string, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    const isSecondHalf =
      code >= 0xdc00 &&
      code <= 0xdfff &&
      index > from &&
      text.charCodeAt(index - 1) >= 0xd800 &&
      text.charCodeAt(index - 1) <= 0xdbff;
    if (!isSecondHalf) count++;
  }
  return count;
}
