/*
 * What Telegram does to a text before it counts it, written a second time on purpose: the sandbox must not share the
 * code of the rules, or a mistake in one would hide in the other. Source: tdlib td/telegram/misc.cpp, MessageEntity.cpp.
 */

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Marks that Telegram drops besides carriage returns and U+2028 to U+202E. */
const DROPPED: readonly number[] = [CARRIAGE_RETURN, 0x030a, 0x0333, 0x033f];
const LEFT_TO_RIGHT_MARK = 0x200e;
const RIGHT_TO_LEFT_MARK = 0x200f;

/** The text as Telegram keeps it: control characters made spaces, some marks dropped, both ends trimmed. */
export function keepAsTelegram(text: string): string {
  const units: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (DROPPED.includes(unit) || (unit >= 0x2028 && unit <= 0x202e)) continue;
    // Of a run of direction marks only the last one stays what it is.
    if (isDirectionMark(unit) && isDirectionMark(units.at(-1))) units[units.length - 1] = 0x200c;
    units.push(unit < 0x20 && unit !== LINE_FEED ? 0x20 : unit);
  }
  let start = 0;
  let end = units.length;
  while (start < end && isTrimmed(units[start])) start++;
  while (end > start && isTrimmed(units[end - 1])) end--;
  return units
    .slice(start, end)
    .map((unit) => String.fromCharCode(unit))
    .join('');
}

/** True when nothing but characters that Telegram takes for empty remain. */
export function isBlankOnTelegram(kept: string): boolean {
  return /^[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\u{e0000}-\u{e007f}]*$/u.test(
    kept,
  );
}

/** Unicode code points: a surrogate pair counts one. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function isDirectionMark(unit: number | undefined): boolean {
  return unit === LEFT_TO_RIGHT_MARK || unit === RIGHT_TO_LEFT_MARK;
}

function isTrimmed(unit: number | undefined): boolean {
  return unit === 0x20 || unit === LINE_FEED;
}
