import { indexAfter } from './count.js';

/**
 * A URL inside running text. It ends at white space, quotes, angle brackets, and at scripts written without spaces, where
 * the sentence goes on right behind it. The look-behind keeps the search linear in a long word.
 */
const URL_PATTERN =
  /(?<![A-Za-z0-9+.-])(?:[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/|www\.)[^\s"<>\u3000-\u303f\uff00-\uffef\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/** Start of the URL that a cut at `cut` would break, or -1 when there is none, or it is itself longer than the limit. */
export function findUrlStart(text: string, start: number, cut: number, limit: number): number {
  const window = text.slice(start, indexAfter(text, cut, limit));
  if (!/:\/\/|www\./.test(window)) return -1;
  for (const match of window.matchAll(URL_PATTERN)) {
    const from = start + match.index;
    const to = from + match[0].length;
    if (from >= cut) return -1;
    if (to > cut) return indexAfter(text, from, limit) >= to ? from : -1;
  }
  return -1;
}
