import { CARRIAGE_RETURN, findVisible, isDeleted, isTurnedIntoSpace, LINE_FEED, SPACE } from './characters.js';

/** One character that Telegram deletes from a text. */
export interface DeletedCharacter {
  readonly codePoint: number;
  /** How often it stands in the text. */
  readonly count: number;
  /** UTF-16 index of the first one. */
  readonly index: number;
}

/**
 * The text as Telegram's server cleans it before it counts.
 *
 * Controls become spaces except LF; CR, U+2028 to U+202E, U+030A, U+0333 and U+033F are deleted; of a run of LRM or RLM
 * all but the last become U+200C; spaces and LF at both ends are trimmed. Lone surrogates are left as they are.
 * Source: tdlib, td/telegram/misc.cpp and td/telegram/MessageEntity.cpp.
 */
export function cleanText(text: string): string {
  return trimEdges(joinDirectionMarks(cleanCharacters(text)));
}

/**
 * True when Telegram refuses the text as empty.
 *
 * Either nothing is left after cleaning, or nothing but characters that Telegram calls empty: U+200B to U+200F, U+FEFF,
 * the no-break space, the exotic spaces, U+2800, U+FFFC and tag characters. Source: tdlib, td/telegram/misc.cpp.
 */
export function isEmptyForTelegram(text: string): boolean {
  return findVisible(text) === -1;
}

/**
 * The characters that Telegram deletes from the text, in order of first appearance.
 *
 * CR is left out: nobody misses it. U+030A matters: a decomposed "å" (a + U+030A) arrives as "a".
 */
export function findDeletedCharacters(text: string): DeletedCharacter[] {
  const found = new Map<number, { codePoint: number; count: number; index: number }>();
  for (let index = 0; index < text.length; index++) {
    const codePoint = text.charCodeAt(index);
    if (!isDeleted(codePoint) || codePoint === CARRIAGE_RETURN) continue;
    const seen = found.get(codePoint);
    if (seen === undefined) found.set(codePoint, { codePoint, count: 1, index });
    else seen.count++;
  }
  return [...found.values()];
}

function cleanCharacters(text: string): string {
  let cleaned = '';
  let from = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const becomesSpace = isTurnedIntoSpace(code);
    if (!becomesSpace && !isDeleted(code)) continue;
    cleaned += text.slice(from, index);
    if (becomesSpace) cleaned += ' ';
    from = index + 1;
  }
  return from === 0 ? text : cleaned + text.slice(from);
}

function joinDirectionMarks(text: string): string {
  return text.replace(/[\u200e\u200f]+(?=[\u200e\u200f])/g, (run) => '\u200c'.repeat(run.length));
}

function trimEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isTrimmed(text.charCodeAt(start))) start++;
  while (end > start && isTrimmed(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isTrimmed(code: number): boolean {
  return code === SPACE || code === LINE_FEED;
}
