import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlank } from '../../src/core/text/characters.js';
import { isEmptyForTelegram } from '../../src/core/text/clean.js';
import { countCodePoints, isWellFormed } from '../../src/core/text/count.js';
import { splitText } from '../../src/core/text/split.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const RUNS = 200;

const units = fc.constantFrom(
  ...['a', 'word', 'Hello, world. ', 'x1.5', '😀', '👍🏽', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🇳🇱', '🇩', '1️⃣', '❤️‍🔥', '✂\u200d✂'],
  ...[
    'क्ष',
    'नमस्ते',
    'স্ত্রী',
    'กำ',
    'ຳ',
    '각',
    'ᄀ',
    'e\u0301',
    'a\u030a',
    '\u0301',
    '\u20e3',
    '\ufe0f',
    '\u0600',
    '\u0d4e',
  ],
  ...[
    '汉',
    '汉字。',
    '「好！」',
    '，',
    'שלום',
    'مرحبا؟ ',
    '\u200e\u200f',
    '\u202e',
    '\u2066',
    '"',
    ')',
    '.',
    ',',
    '. ',
  ],
  ...[' ', '  ', '\n', '\n\n', '\r\n', '\r', '\t', '\0', '\u001b', '\u2028', '\u2029', '\u00a0', '\u3000', '\u2003'],
  ...['\u200b', '\u200c', '\u200d', '\u2060', '\u00ad', '\ufeff', '\u2800', '\u{e0041}', '\u{1f3fd}'],
);
const runs = fc.oneof(
  { weight: 12, arbitrary: units },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 2, arbitrary: fc.tuple(units, fc.integer({ min: 2, max: 40 })).map(([unit, times]) => unit.repeat(times)) },
  {
    weight: 1,
    arbitrary: fc.tuple(units, fc.integer({ min: 40, max: 3000 })).map(([unit, times]) => unit.repeat(times)),
  },
);
const texts = fc.array(runs, { maxLength: 60 }).map((parts) => parts.join(''));
const limits = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 13, max: 300 }),
  fc.integer({ min: 301, max: 5000 }),
);

/** A part's place in the text, and the characters left out before it. */
interface Placed {
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly gap: string;
}

/** Finds every part again. With gaps that show nothing there is at most one way to lay out the parts. */
function place(text: string, parts: readonly string[]): { placed: Placed[]; rest: string } {
  let at = 0;
  const placed = parts.map((part) => {
    const start = text.indexOf(part, at);
    if (start === -1) throw new Error(`part ${JSON.stringify(part.slice(0, 40))} is not in the text`);
    const entry = { part, start, end: start + part.length, gap: text.slice(at, start) };
    at = entry.end;
    return entry;
  });
  return { placed, rest: text.slice(at) };
}

function showsNothing(text: string): boolean {
  return [...text].every((character) => isBlank(character.codePointAt(0) ?? 0));
}

/** Places inside graphemes that fit the limit: where no cut may be. */
function forbiddenCuts(text: string, limit: number): Set<number> {
  const forbidden = new Set<number>();
  for (const { index, segment } of segmenter.segment(text)) {
    if (countCodePoints(segment) > limit) continue;
    for (let inside = 1; inside < segment.length; inside++) forbidden.add(index + inside);
  }
  return forbidden;
}

describe('splitText', () => {
  it('gives parts that Telegram takes: never empty, never too long, never ill-formed', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        for (const part of splitText(text, limit).parts) {
          expect(isEmptyForTelegram(part)).toBe(false);
          expect(countCodePoints(part)).toBeLessThanOrEqual(limit);
          expect(isWellFormed(part)).toBe(isWellFormed(text));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('loses nothing but characters that show nothing, and counts them', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const { parts, dropped } = splitText(text, limit);
        const { placed, rest } = place(text, parts);
        const gaps = [...placed.map(({ gap }) => gap), rest].join('');
        expect(showsNothing(gaps)).toBe(true);
        expect(countCodePoints(gaps)).toBe(dropped);
        if (dropped === 0) expect(parts.join('')).toBe(text);
      }),
      { numRuns: RUNS },
    );
  });

  it('never cuts a grapheme that fits, CRLF among them', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const forbidden = forbiddenCuts(text, limit);
        for (const { start, end } of place(text, splitText(text, limit).parts).placed) {
          expect(forbidden.has(start) || forbidden.has(end)).toBe(false);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves a text within the limit alone', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const expected = isEmptyForTelegram(text) ? [] : [text];
        expect(splitText(text, Math.max(1, countCodePoints(text))).parts).toEqual(expected);
      }),
    );
  });

  it('fills its parts: three neighbours are more than half a limit', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const sizes = place(text, splitText(text, limit).parts).placed.map(({ gap, part }) =>
          countCodePoints(gap + part),
        );
        for (let index = 2; index < sizes.length; index++) {
          const together = sizes.slice(index - 2, index + 1).reduce((sum, size) => sum + size);
          expect(together).toBeGreaterThan(limit / 2);
        }
      }),
    );
  });

  it('cuts no word when every word fits', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé😀.,]{1,12}$/u), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(' ', '\n', '\r\n', '\n\n', ' \t '),
        fc.integer({ min: 24, max: 200 }),
        (list, space, limit) => {
          const { parts } = splitText(list.join(space), limit);
          expect(parts.flatMap((part) => part.trim().split(/\s+/))).toEqual(list);
        },
      ),
    );
  });

  it('cuts no URL that fits, where no white space stands beside it', () => {
    const urls = fc.webUrl({ withQueryParameters: true, size: 'small' }).filter((url) => url.length <= 80);
    const pieces = fc.array(fc.tuple(fc.stringMatching(/^[一-十。，]{1,60}$/u), urls), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 80, max: 200 }), (list, limit) => {
        const { parts } = splitText(list.flat().join(''), limit);
        for (const [, url] of list) expect(parts.some((part) => part.includes(url))).toBe(true);
      }),
    );
  });

  it('ends, keeps the limit and loses nothing visible when the text is ill-formed', () => {
    const broken = fc.array(fc.oneof(units, fc.constantFrom('\ud83d', '\ude00', '\udb40', '\ud800')), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(broken, limits, (list, limit) => {
        const text = list.join('');
        const { parts } = splitText(text, limit);
        const { placed, rest } = place(text, parts);
        expect(showsNothing(placed.map(({ gap }) => gap).join('') + rest)).toBe(true);
        expect(parts.every((part) => countCodePoints(part) <= limit && !isEmptyForTelegram(part))).toBe(true);
        for (const { start } of placed) {
          const pair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, start - 1), start + 1));
          expect(pair).toBe(false);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
