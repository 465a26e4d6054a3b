import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeJson, renderSafeJson, renderSafeText } from '../../../src/render/safe-text.js';

const character = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['\0', '\t', '\n', '\r', '\x1b', '\x7f', '\x9b', '\u200b', '\u200d', '\u202e', '\u2066', '\ufeff', '\u2028'],
      ...['\ufe0f', '\ud83d', '\ude00', '👩‍👩‍👧', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '\u{e0041}', 'a', ' ', 'א', 'ش', '漢', 'e\u0301', '\u{e0100}'],
    ),
  },
);
const foreign = fc.array(character, { maxLength: 40 }).map((parts) => parts.join(''));

describe('what a terminal gets', () => {
  it.each([
    ['plain text, as it is', 'Hello – 漢字 🎉', 'Hello – 漢字 🎉'],
    ['an escape sequence', '\x1b[31mred\x1b[0m', '^[[31mred^[[0m'],
    ['a carriage return that would rewrite the line', 'paid\rnot paid', 'paid^Mnot paid'],
    ['NUL, bell and backspace', 'a\0b\x07c\b', 'a^@b^Gc^H'],
    ['DEL', 'a\x7f', 'a^?'],
    ['the one-character CSI and NEL', 'a\x9b31m\x85', 'a\\x9b31m\\x85'],
    ['a tab', 'a\tb', 'a    b'],
    ['a newline, which would forge a line', 'a\nb', 'a⏎b'],
    ['a bidirectional override', 'gpj\u202egnp', 'gpj<U+202E>gnp'],
    ['isolates of the sender', '\u2066a\u2069', '<U+2066>a<U+2069>'],
    ['direction marks', 'a\u200e\u200f\u061c', 'a<U+200E><U+200F><U+061C>'],
    ['zero width characters', 'a\u200bb\u2060c\ufeff\u00ad', 'a<U+200B>b<U+2060>c<U+FEFF><U+00AD>'],
    ['a joiner between Latin letters', 'a\u200db\u200cc', 'a<U+200D>b<U+200C>c'],
    ['line and paragraph separators', 'a\u2028b\u2029', 'a<U+2028>b<U+2029>'],
    ['letters that show as nothing', '\u3164\u115f', '<U+3164><U+115F>'],
    ['text hidden in tag characters', 'hi\u{e0049}\u{e0047}', 'hi<U+E0049><U+E0047>'],
    ['bytes hidden in variation selectors', 'a\u{e0101}\ufe01', 'a<U+E0101><U+FE01>'],
    ['a lone high surrogate', 'a\ud83d', 'a\\uD83D'],
    ['a lone low surrogate', '\ude00a', '\\uDE00a'],
    ['an emoji family', '👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
    ['a heart on fire, a keycap and a skin tone', '❤️‍🔥 1️⃣ 👍🏽', '❤️‍🔥 1️⃣ 👍🏽'],
    ['the flag of England', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['a Devanagari joiner', 'क्\u200dष', 'क्\u200dष'],
  ])('shows %s', (_, text, expected) => {
    expect(renderSafeText(text)).toBe(expected);
  });

  it('keeps newlines when asked to, and nothing else', () => {
    expect(renderSafeText('a\r\nb\x1b', { multiline: true })).toBe('a^M\nb^[');
  });

  it('isolates every line that reads from right to left', () => {
    expect(renderSafeText('שלום')).toBe('\u2068שלום\u2069');
    expect(renderSafeText('abc\nمی\u200cخواهم', { multiline: true })).toBe('abc\n\u2068می\u200cخواهم\u2069');
    expect(renderSafeText('שלום', { isolate: false })).toBe('שלום');
  });

  it('cuts at whole characters and says so', () => {
    expect(renderSafeText('abcdef', { maxLength: 6 })).toBe('abcdef');
    expect(renderSafeText('abcdefg', { maxLength: 6 })).toBe('abcde…');
    expect(renderSafeText('ab👩‍👩‍👧‍👦cdefgh', { maxLength: 6 })).toBe('ab…');
    expect(renderSafeText('a\x1b\x1b\x1b', { maxLength: 4 })).toBe('a^[…');
    expect(renderSafeText('\ud83d\ude00'.repeat(9), { maxLength: 3 })).toBe('😀😀…');
  });

  it('cuts a very long text without reading it all', () => {
    expect(renderSafeText('e\u0301'.repeat(2_000_000), { maxLength: 11 })).toBe(`${'e\u0301'.repeat(5)}…`);
  });

  it('lets nothing through that acts or hides', () => {
    fc.assert(
      fc.property(foreign, fc.boolean(), (text, multiline) => {
        for (const line of renderSafeText(text, { multiline }).split('\n')) {
          const inner = line.replace(/^\u2068(.*)\u2069$/u, '$1');
          expect(inner).not.toMatch(
            /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u,
          );
          expect(inner).not.toMatch(/(?<![\u{1f3f4}\u{e0020}-\u{e007f}])[\u{e0020}-\u{e007f}]/u);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps to its length', () => {
    fc.assert(
      fc.property(foreign, fc.integer({ min: 1, max: 30 }), (text, maxLength) => {
        const shown = renderSafeText(text, { maxLength, isolate: false });
        const whole = renderSafeText(text, { isolate: false });
        expect([...shown].length).toBeLessThanOrEqual(maxLength);
        if ([...whole].length <= maxLength) expect(shown).toBe(whole);
        else expect(whole.startsWith(shown.slice(0, -1))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('JSON for a terminal', () => {
  it('escapes what acts or hides', () => {
    expect(renderSafeJson({ a: '\x1b\x7f\x9b\u202e\ud83d\u{e0041}' })).toBe(
      String.raw`{"a":"\u001b\u007f\u009b\u202e\ud83d\udb40\udc41"}`,
    );
  });

  it('keeps its layout', () => {
    expect(renderSafeJson({ a: 1 }, 2)).toBe('{\n  "a": 1\n}');
    expect(escapeJson('{\n\t"a": "\u202e"}')).toBe('{\n\t"a": "\\u202e"}');
  });

  it('parses to the same value, and holds nothing that acts', () => {
    fc.assert(
      fc.property(fc.dictionary(foreign, foreign), (value) => {
        const json = renderSafeJson(value);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 1000 },
    );
  });
});
