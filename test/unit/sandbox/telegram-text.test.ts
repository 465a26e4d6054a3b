import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, isEmptyForTelegram } from '../../../src/core/text/clean.js';
import { countCodePoints as count } from '../../../src/core/text/count.js';
import { countCodePoints, isBlankOnTelegram, keepAsTelegram } from '../../../src/sandbox/telegram-text.js';

describe('the sandbox’s own reading of a text', () => {
  it.each([
    ['a\r\nb', 'a\nb'],
    ['a\0b\tc\x1f', 'a b c'],
    ['\n a \n', 'a'],
    ['a\u030a\u0333\u033f\u2028\u202e', 'a'],
    ['a\u200e\u200f\u200eb', 'a\u200c\u200c\u200eb'],
    ['\u00a0a\u3000\x7f\u0085', '\u00a0a\u3000\x7f\u0085'],
  ])('keeps %j as %j', (text, kept) => {
    expect(keepAsTelegram(text)).toBe(kept);
  });

  it('agrees with the one of the rules, which shares no code with it', () => {
    const units = fc.constantFrom(
      ...['a', ' ', '\n', '\r', '\0', '\t', '\u030a', '\u200b', '\u200e', '\u200f', '\u2028', '\u202e', '\u2060'],
      ...['\ud83d', '\ude00', '\u00a0', '\ufeff', '\u{e0041}', '\u180e', '\ufffc', '\u3000', '\u200d'],
    );
    const text = fc.oneof(
      fc.array(units, { maxLength: 20 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (written) => {
        const kept = keepAsTelegram(written);
        expect(kept).toBe(cleanText(written));
        expect(isBlankOnTelegram(kept)).toBe(isEmptyForTelegram(written));
        expect(countCodePoints(kept)).toBe(count(kept));
      }),
      { numRuns: 1000 },
    );
  });
});
