import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureWidth, splitGraphemes, wrapText } from '../../../src/render/text-width.js';

describe('cells of a text', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['漢字', 4],
    ['한글', 4],
    ['ｆｕｌｌ', 8],
    ['e\u0301', 1],
    ['😀', 2],
    ['👩‍👩‍👧‍👦', 2],
    ['👍🏽', 2],
    ['🇳🇱', 2],
    ['❤️', 2],
    ['❤', 1],
    ['☕\ufe0e', 1],
    ['1️⃣', 2],
    ['क्ष', 2],
    ['\u2068שלום\u2069', 4],
    ['│─╭', 3],
  ])('%s takes %i', (text, cells) => {
    expect(measureWidth(text)).toBe(cells);
  });
});

describe('breaking lines', () => {
  it.each([
    ['nothing to break', 'one two', 10, ['one two']],
    ['at spaces', 'one two three', 8, ['one two', 'three']],
    ['exactly full lines', 'one two', 3, ['one', 'two']],
    ['a word that is too long', 'abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
    ['own newlines and empty lines', 'a\n\nb', 5, ['a', '', 'b']],
    ['wide characters in two cells', '漢字漢字', 5, ['漢字', '漢字']],
    ['indentation', '  a b', 3, ['  a', 'b']],
    ['a long word after indentation', '  abcdef', 4, ['abcd', 'ef']],
    ['spaces that hang over', 'abc      def', 3, ['abc', 'def']],
    ['an empty text', '', 5, ['']],
    ['only spaces', '      ', 3, ['']],
    ['a character wider than the line', '漢a', 1, ['漢', 'a']],
    ['an emoji family in one piece', 'ab👩‍👩‍👧‍👦', 3, ['ab', '👩‍👩‍👧‍👦']],
  ])('%s', (_, text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });

  it('keeps to the width and loses nothing but spaces', () => {
    const piece = fc.constantFrom('a', 'word', ' ', '  ', '漢', '😀', '👩‍👩‍👧', 'e\u0301', '\n', 'long-long-word');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (pieces, width) => {
        const text = pieces.join('');
        const lines = wrapText(text, width);
        for (const line of lines) {
          expect(measureWidth(line) <= width || splitGraphemes(line).length === 1).toBe(true);
        }
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(/[ \n]/g, ''));
      }),
      { numRuns: 1000 },
    );
  });

  it('breaks a long text in reasonable time', () => {
    expect(wrapText('a'.repeat(200_000), 60)).toHaveLength(3334);
    expect(wrapText('ab '.repeat(50_000), 60)).toHaveLength(2500);
  });
});
