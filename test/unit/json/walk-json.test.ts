import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonFault } from '../../../src/core/json/json-faults.js';
import { walkJson } from '../../../src/core/json/walk-json.js';

function faultsOf(text: string): { fault: JsonFault; offset: number; length: number }[] {
  const faults: { fault: JsonFault; offset: number; length: number }[] = [];
  walkJson(text, {}, (fault, offset, length) => faults.push({ fault, offset, length }) < 50);
  return faults;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const valid = [
  ...['0', '-0', '1', '-1', '10', '1.5', '-0.0', '1e5', '1E+5', '1.25e-10', '123456789012345678901234567890', '1e400'],
  ...[
    'true',
    'false',
    'null',
    '""',
    '"a"',
    '"\\""',
    '"\\\\"',
    '"\\/\\b\\f\\n\\r\\t"',
    '"\\u0041\\uD83D\\ude00"',
    '"\\uD800"',
  ],
  ...['"\u007f\u2028\u2029"', '"\ud800"', '"é😀"', '[]', '{}', '[[]]', '[{}]', '{"a":[]}', '{"a":{"a":1}}', '{"":0}'],
  ...[' [ ] ', '\t\n\r {"a" :\n1 , "b":2}\r\n', '{"a":1,"a":2}', '{"__proto__":1}', '[1,2,3]', '[null,true]'],
];

const malformed: readonly (readonly [string, JsonFault, number])[] = [
  ['', 'empty', 0],
  [' \n', 'empty', 0],
  ['01', 'number', 0],
  ['-01', 'number', 0],
  ['-', 'number', 0],
  ['+1', 'character', 0],
  ['.5', 'character', 0],
  ['1.', 'number', 0],
  ['1.e5', 'number', 0],
  ['1e', 'number', 0],
  ['1e+', 'number', 0],
  ['0x10', 'number', 0],
  ['1_000', 'number', 0],
  ['--1', 'number', 0],
  ['[1.2.3]', 'number', 1],
  ['NaN', 'word', 0],
  ['[Infinity]', 'word', 1],
  ['[-Infinity]', 'number', 1],
  ['undefined', 'word', 0],
  ['True', 'word', 0],
  ['nul', 'word', 0],
  ['truefalse', 'word', 0],
  ['"a', 'unclosed-string', 0],
  ['["a\n]', 'unclosed-string', 1],
  ['"a\nb"', 'line-break', 2],
  ['"a\tb"', 'control-character', 2],
  ['"\u0000"', 'control-character', 1],
  ['"\u001f"', 'control-character', 1],
  ['"\\x"', 'escape', 1],
  ['"\\u12"', 'escape', 1],
  ['"\\u12G4"', 'escape', 1],
  ['"\\', 'escape', 1],
  ['"\\"', 'unclosed-string', 0],
  ["'a'", 'single-quotes', 0],
  ["{'a':1}", 'single-quotes', 1],
  ['{a:1}', 'key-unquoted', 1],
  ['{1:1}', 'key-unquoted', 1],
  ['{"a"}', 'colon-missing', 4],
  ['{"a" 1}', 'colon-missing', 5],
  ['{"a":}', 'value-missing', 5],
  ['{"a":1,}', 'comma-extra', 7],
  ['[1,]', 'comma-extra', 3],
  ['[,1]', 'value-missing', 1],
  ['[1,,2]', 'value-missing', 3],
  ['{,}', 'key-missing', 1],
  ['[1 2]', 'comma-missing', 3],
  ['{"a":1 "b":2}', 'comma-missing', 7],
  ['[1:2]', 'character', 2],
  ['[', 'unclosed', 0],
  ['{"a":[1,', 'unclosed', 5],
  ['{"a":[1}', 'wrong-bracket', 7],
  [']', 'value-missing', 0],
  ['[]]', 'after-end', 2],
  ['1 2', 'after-end', 2],
  ['{} x', 'after-end', 3],
  ['// c\n1', 'comment', 0],
  ['[1 /* c */]', 'comment', 3],
  ['[1]/', 'after-end', 3],
  ['\u00a01', 'character', 0],
  ['\ufeff1', 'character', 0],
  ['[\u2028]', 'character', 1],
  ['\v1', 'character', 0],
  ['@', 'character', 0],
];

describe('walkJson', () => {
  it.each(valid)('takes %j, as JSON.parse does', (text) => {
    expect(isJson(text)).toBe(true);
    expect(faultsOf(text)).toEqual([]);
  });

  it.each(malformed)('refuses %j: %s at %i', (text, fault, offset) => {
    expect(isJson(text)).toBe(false);
    expect(faultsOf(text)[0]).toMatchObject({ fault, offset });
  });

  it('agrees with JSON.parse on any text, and tells places inside of it', () => {
    const piece = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '\\', '/', '*', "'", ' ', '\n', '\t', '\u0000', '\ufeff', '\u2028'],
      ...['0', '1', '-', '+', '.', 'e', 'true', 'null', 'u0041', 'uD83D', 'a', '"a"', '"a":', '//', '/*', '*/'],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
      fc
        .json()
        .chain((json) =>
          fc
            .tuple(fc.nat(json.length), fc.nat(3), fc.oneof(piece, fc.constant('')))
            .map(([at, cut, sign]) => json.slice(0, at) + sign + json.slice(at + cut)),
        ),
    );
    fc.assert(
      fc.property(text, (source) => {
        const faults = faultsOf(source);
        expect(faults.length === 0).toBe(isJson(source));
        for (const { offset, length } of faults) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThanOrEqual(0);
          expect(offset + length).toBeLessThanOrEqual(source.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('goes on behind a fault and finds the next', () => {
    const text = `{'a': 1,\n "b": [1,,2],\n "c": NaN "d": "x\\q",\n e: 01,\n}`;
    expect(faultsOf(text).map(({ fault }) => fault)).toEqual([
      ...['single-quotes', 'value-missing', 'word', 'comma-missing', 'escape', 'key-unquoted', 'number', 'comma-extra'],
    ]);
  });

  it('tells what it meets in order, and every bracket that was opened as closed', () => {
    const seen: string[] = [];
    walkJson(
      '{"a":[1,"b"],"c":{}',
      {
        open: (kind, offset) => seen.push(`${kind}${offset}`),
        close: (end) => seen.push(`close${end}`),
        key: (offset, end) => seen.push(`key${offset}-${end}`),
        value: (offset, end) => seen.push(`value${offset}-${end}`),
      },
      () => true,
    );
    expect(seen).toEqual([
      ...['{0', 'key1-4', '[5', 'value6-7', 'value8-11', 'close12', 'key13-16', '{17', 'close19', 'close19'],
    ]);
  });
});
