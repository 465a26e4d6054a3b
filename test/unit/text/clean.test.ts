import { describe, expect, it } from 'vitest';
import { cleanText, findDeletedCharacters, isEmptyForTelegram } from '../../../src/core/text/clean.js';

describe('cleanText', () => {
  it.each<[name: string, text: string, cleaned: string]>([
    ['nothing', '', ''],
    ['a plain text', 'Hello, wörld 👋', 'Hello, wörld 👋'],
    ['NUL, TAB, VT, FF, ESC, US become spaces', 'a\0b\tc\vd\fe\u001bf\u001fg', 'a b c d e f g'],
    ['LF stays', 'a\nb', 'a\nb'],
    ['CR goes', 'a\r\nb\rc', 'a\nbc'],
    ['line and paragraph separator go', 'a\u2028b\u2029c', 'abc'],
    ['old direction controls go', '\u202aa\u202bb\u202cc\u202dd\u202ee', 'abcde'],
    ['U+2027 and U+202F, the neighbours, stay', 'a\u2027b\u202fc', 'a\u2027b\u202fc'],
    ['decomposed å loses its ring', 'a\u030angstro\u0308m', 'angstro\u0308m'],
    ['composed å is safe', '\u00e5', '\u00e5'],
    ['double low line and double overline go', 'a\u0333b\u033f', 'ab'],
    ['U+0332 and U+0340, the neighbours, stay', 'a\u0332b\u0340', 'a\u0332b\u0340'],
    ['one LRM stays', 'a\u200eb', 'a\u200eb'],
    ['of a run of marks the last stays', 'a\u200e\u200f\u200eb', 'a\u200c\u200c\u200eb'],
    ['each run keeps its own last', '\u200f\u200fa\u200e\u200e', '\u200c\u200fa\u200c\u200e'],
    ['a run is made by deleting what parts it', '\u200e\r\u200f', '\u200c\u200f'],
    [
      'DEL, C1, isolates, ZWJ, VS16, BOM, NBSP, U+3000 stay',
      'a\x7f\x85\u2066\u2069\u200d\ufe0f\ufeff\u00a0\u3000b',
      'a\x7f\x85\u2066\u2069\u200d\ufe0f\ufeff\u00a0\u3000b',
    ],
    ['spaces and LF are trimmed', ' \n a b \n ', 'a b'],
    ['what became a space is trimmed', '\t\0a\u001b\r\n', 'a'],
    ['trimming looks through what was deleted', ' \u202e a \u2028 ', 'a'],
    ['exotic spaces are not trimmed', '\u00a0a\u3000', '\u00a0a\u3000'],
    ['only white space', ' \r\n\t', ''],
    ['only U+2028', '\u2028', ''],
    ['a lone surrogate stays', ' a\ud83d ', 'a\ud83d'],
  ])('%s', (_name, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it('is settled after one pass', () => {
    const messy = ' \u200e\u200f\u200e\0a\u030a\r\n\u202e ';
    expect(cleanText(cleanText(messy))).toBe(cleanText(messy));
  });

  it('takes a million spaces inside a text in its stride', () => {
    const padded = `a${' '.repeat(1_000_000)}b`;
    expect(cleanText(padded)).toBe(padded);
  });
});

describe('isEmptyForTelegram', () => {
  const blank = [
    ...range(0x00, 0x20),
    0xa0,
    0x030a,
    0x0333,
    0x033f,
    0x1680,
    0x180e,
    ...range(0x2000, 0x200f),
    ...range(0x2028, 0x202f),
    0x205f,
    0x2800,
    0x3000,
    0xfeff,
    0xfffc,
    ...range(0xe0000, 0xe007f),
  ];

  it('calls exactly these code points empty, of all there are', () => {
    const found: number[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (isEmptyForTelegram(String.fromCodePoint(codePoint))) found.push(codePoint);
    }
    expect(found).toEqual(blank);
  });

  it.each<[name: string, text: string, empty: boolean]>([
    ['nothing', '', true],
    ['white space', ' \r\n\t\0', true],
    ['all of the set together', String.fromCodePoint(...blank), true],
    ['all of the set and one letter', `${String.fromCodePoint(...blank)}x`, false],
    ['word joiner only', '\u2060', false],
    ['soft hyphen only', '\u00ad', false],
    ['Hangul filler only', '\u3164', false],
    ['variation selector only', '\ufe0f', false],
    ['combining mark only', '\u0301', false],
    ['lone surrogate only', '\udb40', false],
  ])('%s', (_name, text, empty) => {
    expect(isEmptyForTelegram(text)).toBe(empty);
  });
});

describe('findDeletedCharacters', () => {
  it.each<[name: string, text: string, expected: ReturnType<typeof findDeletedCharacters>]>([
    ['nothing', '', []],
    ['a plain text', 'Ångström\r\n\t', []],
    ['a decomposed text', '😀 a\u030a A\u030a', [{ codePoint: 0x030a, count: 2, index: 4 }]],
    [
      'several, in order of appearance',
      'x\u202ey\u2028z\u202e',
      [
        { codePoint: 0x202e, count: 2, index: 1 },
        { codePoint: 0x2028, count: 1, index: 3 },
      ],
    ],
  ])('%s', (_name, text, expected) => {
    expect(findDeletedCharacters(text)).toEqual(expected);
  });
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
