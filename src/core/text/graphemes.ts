import { CARRIAGE_RETURN, LINE_FEED } from './characters.js';

/** Below U+0300 nothing joins its neighbours, except CR and LF each other. */
const FIRST_JOINING = 0x300;

/** Where the user-perceived characters of one text begin. Positions are UTF-16 indexes. */
export interface Graphemes {
  /** Start of the grapheme that holds the code point at `at`. `from` is a known boundary at or before it. */
  startOf(at: number, from: number): number;
  /** The last place to cut in `start` < place ≤ `end`: a boundary, or `end` when one grapheme fills it all. */
  cutBefore(start: number, end: number): number;
  /** The nearest known boundary at or after `start`: `start` itself, or the end of a grapheme already cut. */
  anchor(start: number): number;
}

/**
 * Reads the graphemes of a text by Unicode's rules (UAX #29), looking only at the stretch in question.
 *
 * Whether a place is a boundary depends on what stands before it and on the one code point after it, so a slice is enough.
 */
export function createGraphemes(text: string): Graphemes {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  let cutGraphemeEnd = 0;

  function startOf(at: number, from: number): number {
    if (at <= from) return from;
    const before = text.charCodeAt(at - 1);
    const after = text.charCodeAt(at);
    if (before < FIRST_JOINING && after < FIRST_JOINING) {
      return before === CARRIAGE_RETURN && after === LINE_FEED ? at - 1 : at;
    }
    return from + (segmenter.segment(text.slice(from, at + 2)).containing(at - from)?.index ?? at - from);
  }

  function endOf(from: number): number {
    for (let size = 64; ; size *= 2) {
      const slice = text.slice(from, from + size);
      const length = segmenter.segment(slice).containing(0)?.segment.length ?? slice.length;
      // The slice may end inside a surrogate pair, so its last unit proves nothing.
      if (length < slice.length - 1 || from + size >= text.length) return from + length;
    }
  }

  function anchor(start: number): number {
    return Math.max(start, cutGraphemeEnd);
  }

  function cutBefore(start: number, end: number): number {
    const known = anchor(start);
    if (known >= end) return end;
    const cut = startOf(end, known);
    if (cut > start) return cut;
    cutGraphemeEnd = endOf(start);
    return end;
  }

  return { startOf, cutBefore, anchor };
}

/** True when the code point at `at` may belong to the grapheme of a space before it: a mark, a joiner, a skin tone. */
export function isExtending(text: string, at: number): boolean {
  if (!(text.charCodeAt(at) >= FIRST_JOINING)) return false;
  // U+0E33 and U+0EB3 are letters that Unicode counts as spacing marks.
  return /^[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u0e33\u0eb3\u200d]/u.test(text.slice(at, at + 2));
}
