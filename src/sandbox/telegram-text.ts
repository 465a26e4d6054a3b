/*
 * What Telegram does to a text before it counts it, written a second time on purpose: the sandbox must not share the
 * code of the rules, or a mistake in one would hide in the other. Source: tdlib td/telegram/misc.cpp, MessageEntity.cpp.
 */

/** The text as Telegram keeps it: control characters made spaces, some marks removed, both ends trimmed. */
export function keepAsTelegram(text: string): string {
  const kept = text
    .replace(/[\u2028-\u202e\u030a\u0333\u033f\r]/g, '')
    .replace(/[\0-\x09\x0b\x0c\x0e-\x1f]/g, ' ')
    .replace(/[\u200e\u200f]+(?=[\u200e\u200f])/g, (run) => '\u200c'.repeat(run.length));
  let start = 0;
  let end = kept.length;
  while (start < end && isTrimmed(kept[start])) start++;
  while (end > start && isTrimmed(kept[end - 1])) end--;
  return kept.slice(start, end);
}

function isTrimmed(char: string | undefined): boolean {
  return char === ' ' || char === '\n';
}

/** True when nothing but characters that Telegram takes for empty remain. */
export function isBlankOnTelegram(kept: string): boolean {
  return /^[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\u{e0000}-\u{e007f}]*$/u.test(kept);
}

/** Unicode code points: a surrogate pair counts one. */
export function countCodePoints(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
