import { describe, expect, it } from 'vitest';
import { facts } from '../../../src/core/channel/telegram.js';
import { CmtgError } from '../../../src/core/errors.js';
import { isEmptyForTelegram } from '../../../src/core/text/clean.js';
import { countCodePoints } from '../../../src/core/text/count.js';
import { splitText } from '../../../src/core/text/split.js';

const LIMIT = facts.textLength.value;
const CAPTION = facts.captionLength.value;
const X = 'x'.repeat(LIMIT);
const MEGABYTE = 1_000_000;

describe('where a text is cut', () => {
  it.each<[name: string, limit: number, text: string, parts: string[], dropped?: number]>([
    ['nothing', 10, '', []],
    ['within the limit: as it is', 10, ' a\r\n\tb ', [' a\r\n\tb ']],
    ['blank line in the second half', 20, 'one two six\n\nten.\nfour five', ['one two six\n\n', 'ten.\nfour five']],
    ['blank line of CRLF', 20, 'one two six\r\n\r\nten.\nfour five', ['one two six\r\n\r\n', 'ten.\nfour five']],
    [
      'blank line with spaces in it',
      20,
      'one two six\n \t\nten.\nfour five',
      ['one two six\n \t\n', 'ten.\nfour five'],
    ],
    [
      'a better place in the first half does not count',
      20,
      'one.\n\ntwo three fourteen',
      ['one.\n\ntwo three ', 'fourteen'],
    ],
    [
      'a blank line that begins where the part ends',
      20,
      'one two th\n\nfour six\n\nseven',
      ['one two th\n\nfour six', 'seven'],
      2,
    ],
    ['newline before sentence', 20, 'one two three\nfo. ur five', ['one two three\n', 'fo. ur five']],
    ['sentence before clause', 20, 'one two ab. de, fg hij', ['one two ab. ', 'de, fg hij']],
    ['sentence end in quotes', 20, 'one "two ab." de, fg hij', ['one "two ab." ', 'de, fg hij']],
    ['question', 20, 'one two ab? de, fg hij', ['one two ab? ', 'de, fg hij']],
    ['Arabic question mark', 20, 'واحد اثنان اب؟ جد، هو زحط', ['واحد اثنان اب؟ ', 'جد، هو زحط']],
    ['Devanagari danda', 12, 'एक दो तीन। चार पाँच', ['एक दो तीन। ', 'चार पाँच']],
    ['CJK full stop with a space', 8, '一二三四。 五六七八', ['一二三四。 ', '五六七八']],
    ['CJK full stop without a space', 8, '一二三四。五六七八', ['一二三四。', '五六七八']],
    ['CJK exclamation and closing bracket', 9, '一「二三四！」五六七八', ['一「二三四！」', '五六七八']],
    ['CJK opening quote stays with its quotation', 9, '一二三四。「五六七八九', ['一二三四。', '「五六七八九']],
    ['CJK comma without a space', 8, '一二三四，五六七八', ['一二三四，', '五六七八']],
    ['clause before space', 20, 'one two abc, def ghi jk', ['one two abc, ', 'def ghi jk']],
    ['a point inside a number is no sentence', 12, 'abc 1234.567 89', ['abc 1234.567', '89'], 1],
    ['last space in the second half', 10, 'ab cde fghi jk', ['ab cde ', 'fghi jk']],
    ['last space in the first half, if no other', 10, 'a b cdefghijkl', ['a b ', 'cdefghijkl']],
    ['zero width space divides words', 8, 'កកកក\u200bខខខខខ', ['កកកក\u200b', 'ខខខខខ']],
    ['no-break space does not', 8, 'ab cd\u00a0efghij', ['ab ', 'cd\u00a0efghi', 'j']],
    ['ideographic indent stays with its paragraph', 8, '一二三四\n　五六七八九', ['一二三四\n', '　五六七八九']],
    ['no space at all', 4, 'abcdefghij', ['abcd', 'efgh', 'ij']],
    ['white space that fits stays before the cut', 8, 'abcde   fghij', ['abcde   ', 'fghij']],
    ['white space that overflows is left out', 6, 'abcde   fghij', ['abcde ', 'fghij'], 2],
    ['white space right behind a full part', 5, 'abcde\n\nfghij', ['abcde', 'fghij'], 2],
    ['CRLF is never parted', 6, 'abcde\r\nfghij', ['abcde', 'fghij'], 2],
    ['trailing white space makes no part', 5, 'abcde  \n ', ['abcde'], 4],
    ['leading white space makes no part', 5, '      abcde', ['abcde'], 6],
    ['leading white space goes before a word is cut', 5, ' abcde', ['abcde'], 1],
    ['leading white space stays where it costs nothing', 6, ' abc defg', [' abc ', 'defg']],
    ['a stretch of white space inside', 5, `ab${' '.repeat(20)}cd`, ['ab   ', 'cd'], 17],
    ['a stretch of invisible characters', 4, `${'\u200b'.repeat(9)}abc`, ['abc'], 9],
    ['a stretch that shows nothing, up to one with a mark', 4, `${'\u00a0'.repeat(9)}\u0301`, ['\u00a0\u0301'], 8],
    ['nothing that shows', 4, '\u00a0'.repeat(9), [], 9],
    ['nothing that shows, within the limit', 40, ' \n', [], 2],
    ['word joiners only do show, says Telegram', 4, '\u2060'.repeat(5), ['\u2060'.repeat(4), '\u2060']],
    ['decomposed letters stay whole', 3, 'e\u0301e\u0301', ['e\u0301', 'e\u0301']],
    ['a space with a mark on it stays whole', 4, 'abc \u0301d', ['abc', ' \u0301d']],
    ['flags stay whole', 3, '🇳🇱🇩🇪', ['🇳🇱', '🇩🇪']],
    ['flags longer than the limit lose no neighbour', 1, '🇳🇱🇩🇪', ['🇳', '🇱', '🇩', '🇪']],
    ['a cut grapheme does not shift the flags after it', 2, '\u0600🇳🇱🇩🇪', ['\u0600🇳', '🇱', '🇩🇪']],
    ['keycaps stay whole', 5, '1️⃣2️⃣', ['1️⃣', '2️⃣']],
    ['skin tones stay whole', 3, '👍🏽👍🏽', ['👍🏽', '👍🏽']],
    ['conjuncts stay whole', 4, 'क्षक्ष', ['क्ष', 'क्ष']],
    ['a family stays whole', 8, 'ab👨‍👩‍👧‍👦', ['ab', '👨‍👩‍👧‍👦']],
    ['a number sign that joins the space after it', 4, 'abc\u0600 def', ['abc', '\u0600 ', 'def']],
    [
      'a grapheme longer than the limit is cut',
      3,
      `a${'\u0301'.repeat(7)}`,
      ['a\u0301\u0301', '\u0301\u0301\u0301', '\u0301\u0301'],
    ],
    ['code points stay whole', 1, '😀é', ['😀', 'é']],
    [
      'a URL longer than the limit is cut, and fills the part before it',
      18,
      '请看一二三四五六https://example.com/a?b=1再见',
      ['请看一二三四五六https://ex', 'ample.com/a?b=1再见'],
    ],
    [
      'a URL that fits is never cut',
      28,
      '请看一二三四五六https://example.com/a?b=1再见',
      ['请看一二三四五六', 'https://example.com/a?b=1再见'],
    ],
    [
      'a URL inside a URL',
      32,
      '一二三四五https://example.org/https://e.nl再见',
      ['一二三四五', 'https://example.org/https://e.nl', '再见'],
    ],
    [
      'a URL beyond the cut changes nothing',
      12,
      `${'一'.repeat(13)}https://a.nl`,
      ['一'.repeat(12), '一', 'https://a.nl'],
    ],
    ['an address without scheme', 14, '一二三四五www.example.nl', ['一二三四五', 'www.example.nl']],
    ['a lone surrogate is kept', 2, 'a\ud83db', ['a\ud83d', 'b']],
  ])('%s', (_name, limit, text, parts, dropped = 0) => {
    expect(splitText(text, limit)).toEqual({ parts, dropped });
  });
});

describe('around the limit of a text', () => {
  describe.each<[name: string, unit: string]>([
    ['ASCII', 'a'],
    ['é composed', '\u00e9'],
    ['é decomposed', 'e\u0301'],
    ['an emoji', '😀'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['a flag', '🇳🇱'],
    ['a keycap', '1️⃣'],
    ['a Devanagari conjunct', 'क्ष'],
  ])('%s', (_name, unit) => {
    const size = [...unit].length;
    const whole = Math.floor(LIMIT / size);

    it.each([LIMIT - 1, LIMIT])('keeps %i code points in one part', (count) => {
      const text = unit.repeat(Math.floor(count / size)) + 'x'.repeat(count % size);
      expect(splitText(text, LIMIT)).toEqual({ parts: [text], dropped: 0 });
    });

    it('cuts one unit too many between two units', () => {
      expect(splitText(unit.repeat(whole + 1), LIMIT)).toEqual({ parts: [unit.repeat(whole), unit], dropped: 0 });
    });
  });

  it.each<[name: string, text: string, parts: string[], dropped: number]>([
    ['CRLF only', '\r\n'.repeat(LIMIT), [], LIMIT * 2],
    ['CRLF over the edge', `${X.slice(1)}\r\ny`, [X.slice(1), 'y'], 2],
    ['4096 without a space', X, [X], 0],
    ['4097 without a space', `${X}x`, [X, 'x'], 0],
    ['4097 with the only space first', ` ${X}`, [X], 1],
    ['4097 with the only space last', `${X} `, [X], 1],
    ['4096 and a final newline', `${X}\n`, [X], 1],
    ['a leading newline', `\n${X}\n\n${X}`, [X, X], 3],
    ['5001 combining marks', '\u0301'.repeat(5001), ['\u0301'.repeat(LIMIT), '\u0301'.repeat(5001 - LIMIT)], 0],
  ])('%s', (_name, text, parts, dropped) => {
    expect(splitText(text, LIMIT)).toEqual({ parts, dropped });
  });

  it('takes the limit of a caption as well', () => {
    const parts = splitText('x'.repeat(CAPTION + 1), CAPTION).parts;
    expect(parts.map(countCodePoints)).toEqual([CAPTION, 1]);
  });
});

describe('limits that make no sense', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (limit) => {
    expect(() => splitText('text', limit)).toThrow(CmtgError);
    expect(() => splitText('', limit)).toThrow(expect.objectContaining({ code: 'split-limit', category: 'usage' }));
  });
});

describe('a megabyte of', () => {
  it.each<[name: string, text: string]>([
    ['words', 'lorem ipsum, dolor. '.repeat(MEGABYTE / 20)],
    ['paragraphs', 'lorem ips\n'.repeat(MEGABYTE / 10)],
    ['letters without a space', 'x'.repeat(MEGABYTE)],
    ['spaces', ' '.repeat(MEGABYTE)],
    ['spaces between two letters', `x${' '.repeat(MEGABYTE)}x`],
    ['spaces with marks', ' \u0301'.repeat(MEGABYTE / 2)],
    ['combining marks', `a${'\u0301'.repeat(MEGABYTE)}`],
    ['families', '👨‍👩‍👧‍👦'.repeat(MEGABYTE / 11)],
    ['joiners in one grapheme', '👩\u200d'.repeat(MEGABYTE / 3)],
    ['flags', '🇳🇱'.repeat(MEGABYTE / 4)],
    ['conjuncts in one grapheme', 'क्'.repeat(MEGABYTE / 2)],
    ['Han', '汉'.repeat(MEGABYTE)],
    ['closing brackets', ')」'.repeat(MEGABYTE / 2)],
    ['invisible characters', `${'\u200b'.repeat(MEGABYTE)}x`],
    ['URLs', 'https://example.nl/汉'.repeat(MEGABYTE / 20)],
    ['one URL', `https://${'a'.repeat(MEGABYTE)}`],
    ['lone surrogates', '\ud83d'.repeat(MEGABYTE)],
  ])('a megabyte of %s is split in linear time', (_name, text) => {
    // Takes 20 to 300 ms; quadratic work would take minutes and run into the time limit of tests.
    const { parts, dropped } = splitText(text, LIMIT);
    expect(parts.every((part) => countCodePoints(part) <= LIMIT && !isEmptyForTelegram(part))).toBe(true);
    expect(parts.reduce((sum, part) => sum + countCodePoints(part), dropped)).toBe(countCodePoints(text));
  });
});
