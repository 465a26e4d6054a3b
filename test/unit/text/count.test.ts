import { describe, expect, it } from 'vitest';
import {
  countCodePoints,
  countUtf8Bytes,
  findLoneSurrogate,
  indexAfter,
  isWellFormed,
} from '../../../src/core/text/count.js';

const cases: readonly [name: string, text: string, codePoints: number][] = [
  ['nothing', '', 0],
  ['ASCII', 'hello', 5],
  ['é composed', 'é'.normalize('NFC'), 1],
  ['é decomposed', 'é'.normalize('NFD'), 2],
  ['an emoji', '😀', 1],
  ['a family of four', '👨‍👩‍👧‍👦', 7],
  ['a flag', '🇳🇱', 2],
  ['a keycap', '1️⃣', 3],
  ['a Devanagari conjunct', 'क्ष', 3],
  ['CRLF', '\r\n', 2],
  ['a lone high surrogate', 'a\ud83d', 2],
  ['a lone low surrogate', '\ude00a', 2],
  ['a pair the wrong way round', '\ude00\ud83d', 2],
  ['two highs, one low', '\ud83d\ud83d\ude00', 2],
  ['one high, two lows', '\ud83d\ude00\ude00', 2],
];

describe('countCodePoints', () => {
  it.each(cases)('%s', (_name, text, expected) => {
    expect(countCodePoints(text)).toBe(expected);
    expect(countCodePoints(text)).toBe([...text].length);
  });
});

describe('countUtf8Bytes', () => {
  it.each(cases)('%s', (_name, text) => {
    expect(countUtf8Bytes(text)).toBe(new TextEncoder().encode(text).length);
  });
});

describe('indexAfter', () => {
  it.each<[text: string, from: number, count: number, expected: number]>([
    ['abc', 0, 2, 2],
    ['abc', 1, 2, 3],
    ['abc', 1, 9, 3],
    ['abc', 0, 0, 0],
    ['😀😀', 0, 1, 2],
    ['a😀b', 0, 2, 3],
    ['\ud83d\ud83d\ude00', 0, 1, 1],
    ['\ud83d', 0, 1, 1],
    ['', 0, 5, 0],
  ])('%j from %i, %i code points → %i', (text, from, count, expected) => {
    expect(indexAfter(text, from, count)).toBe(expected);
  });
});

describe('findLoneSurrogate and isWellFormed', () => {
  it.each<[text: string, index: number]>([
    ['', -1],
    ['plain', -1],
    ['😀😀', -1],
    ['a\ud83d', 1],
    ['\ude00', 0],
    ['😀\ude00', 2],
    ['😀\ud83dx', 2],
    ['\ude00\ud83d', 0],
  ])('%j → %i', (text, index) => {
    expect(findLoneSurrogate(text)).toBe(index);
    expect(isWellFormed(text)).toBe(index === -1);
  });
});
