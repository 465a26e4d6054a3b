import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { facts } from '../../../src/core/channel/telegram.js';
import { measureText, type TextMeasure } from '../../../src/core/text/measure.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LIMIT = facts.textLength.value;

/** A text of exactly `count` code points made of whole units, and of x where they do not divide. */
function fill(unit: string, count: number): string {
  const size = [...unit].length;
  return unit.repeat(Math.floor(count / size)) + 'x'.repeat(count % size);
}

describe('measureText', () => {
  it('gives every figure of its example', () => {
    expect(measureText('Hi 👋\r\n')).toEqual({
      raw: 6,
      counted: 4,
      empty: false,
      wellFormed: true,
      utf8Bytes: 9,
      utf16Units: 7,
    });
  });

  describe.each<[name: string, unit: string]>([
    ['ASCII', 'a'],
    ['é composed', '\u00e9'],
    ['é decomposed', 'e\u0301'],
    ['an emoji', '😀'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['a flag', '🇳🇱'],
    ['a keycap', '1️⃣'],
    ['a Devanagari conjunct', 'क्ष'],
  ])('of %s', (_name, unit) => {
    it.each([LIMIT - 1, LIMIT, LIMIT + 1])('counts %i code points', (count) => {
      const { raw, counted } = measureText(fill(unit, count));
      expect({ raw, counted }).toEqual({ raw: count, counted: count });
    });
  });

  it.each<[name: string, text: string, expected: Partial<TextMeasure>]>([
    ['CRLF counts once', `${'a\r\n'.repeat(LIMIT / 2)}`, { raw: LIMIT * 1.5, counted: LIMIT - 1 }],
    ['one line end too many does not count', `${'a'.repeat(LIMIT)}\n`, { raw: LIMIT + 1, counted: LIMIT }],
    ['the only space first', ` ${'a'.repeat(LIMIT)}`, { raw: LIMIT + 1, counted: LIMIT }],
    ['decomposed å counts as a', 'a\u030a'.repeat(3), { raw: 6, counted: 3 }],
    ['5001 combining marks', `a${'\u0301'.repeat(5001)}`, { raw: 5002, counted: 5002 }],
    ['NUL, TAB and ESC inside count', 'a\0b\tc\u001bd', { raw: 7, counted: 7 }],
    ['U+2028 does not count', 'a\u2028b', { raw: 3, counted: 2 }],
    ['U+202E does not count', 'a\u202eb', { raw: 3, counted: 2 }],
    ['nothing', '', { raw: 0, counted: 0, empty: true, wellFormed: true, utf8Bytes: 0, utf16Units: 0 }],
    ['word joiner only is not empty', '\u2060', { counted: 1, empty: false }],
    ['no-break space only counts, and is empty', '\u00a0', { counted: 1, empty: true }],
    ['a lone high surrogate', 'a\ud83d', { raw: 2, counted: 2, wellFormed: false, utf8Bytes: 4, empty: false }],
    ['a lone low surrogate', '\ude00', { raw: 1, wellFormed: false, utf8Bytes: 3 }],
  ])('%s', (_name, text, expected) => {
    expect(measureText(text)).toMatchObject(expected);
  });

  it('stays small when bundled alone', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export { measureText } from './src/core/text/measure.ts';", resolveDir: ROOT },
      bundle: true,
      format: 'esm',
      write: false,
    });
    expect(outputFiles[0]?.contents.length).toBeLessThan(10_000);
  });
});
