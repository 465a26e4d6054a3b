/*
 * What single characters mean to Telegram. The sets are those of tdlib, the engine inside Telegram's Bot API server:
 * clean_input_string and strip_empty_characters in td/telegram/misc.cpp.
 */

export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;

/** Deleted wherever it stands: CR, U+2028 to U+202E, and the marks U+030A, U+0333 and U+033F. */
export function isDeleted(code: number): boolean {
  if (code < 0x300) return code === CARRIAGE_RETURN;
  return (code >= 0x2028 && code <= 0x202e) || code === 0x030a || code === 0x0333 || code === 0x033f;
}

/** Turned into one space: the control characters below U+0020, except LF and CR. */
export function isTurnedIntoSpace(code: number): boolean {
  return code < SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN;
}

/** White space that never shows at the edge of a message: controls, space and LF are trimmed, U+2028 and U+2029 deleted. */
export function isEdgeSpace(code: number): boolean {
  return code <= SPACE || code === 0x2028 || code === 0x2029;
}

/** True when a text of nothing but such code points is empty for Telegram. U+2060 and U+00AD are not among them. */
export function isBlank(codePoint: number): boolean {
  if (codePoint <= SPACE || codePoint === 0xa0) return true;
  if (codePoint < 0x300) return false;
  return (
    isDeleted(codePoint) ||
    (codePoint >= 0x2000 && codePoint <= 0x200f) ||
    codePoint === 0x1680 ||
    codePoint === 0x180e ||
    codePoint === 0x202f ||
    codePoint === 0x205f ||
    codePoint === 0x2800 ||
    codePoint === 0x3000 ||
    codePoint === 0xfeff ||
    codePoint === 0xfffc ||
    (codePoint >= 0xe0000 && codePoint <= 0xe007f)
  );
}

/** UTF-16 index of the first code point at or after `from` that shows something, or -1. */
export function findVisible(text: string, from = 0): number {
  for (let index = from; index < text.length; index++) {
    const codePoint = text.codePointAt(index) ?? 0;
    if (!isBlank(codePoint)) return index;
    if (codePoint > 0xffff) index++;
  }
  return -1;
}
