import { CARRIAGE_RETURN, isEdgeSpace, LINE_FEED, SPACE } from './characters.js';
import { type Graphemes, isExtending } from './graphemes.js';

/** How good a place to cut is; the order follows the splitter of Telegram Desktop (lib_ui, ui/text/text_entity.cpp). */
const RANK = { none: 0, space: 1, clause: 2, sentence: 3, newline: 4, blankLine: 5 } as const;
type Rank = (typeof RANK)[keyof typeof RANK];

const SENTENCE_ENDS = new Set('.!?…‽。！？｡؟۔।॥።။។៕');
const CLAUSE_ENDS = new Set(',;:–—，、；：､،؛');
/** Marks of scripts that put no space after them: a cut may follow at once. */
const WIDE_MARKS = new Set('。！？｡，、；､');
const STRAIGHT_QUOTES = new Set('"\'');
const CLOSERS = new Set('”’»›)]}」』】）》〉〕］｝');
/** Spaces that a line may break after and that Telegram does not trim; U+200B divides words in Khmer and Thai. */
const OTHER_SPACES = new Set('\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000');

/**
 * The best place to cut in `floor` < place ≤ `end`, or -1 when no white space or wide mark offers one. `floor` is the
 * index of a character that shows, so that whatever stands before the cut is never empty.
 *
 * The last of the highest rank after `half` wins; without any there, the last one before it.
 */
export function findBreak(text: string, graphemes: Graphemes, floor: number, half: number, end: number): number {
  let best = -1;
  let bestRank: Rank = RANK.none;
  let at = end;

  function offer(cut: number, rank: Rank): void {
    if (rank <= bestRank) return;
    best = cut;
    bestRank = rank;
  }

  if (isEdgeSpace(text.charCodeAt(end))) {
    // White space goes on beyond the window: what fits stays, the rest is left out.
    at = runStart(text, floor, end);
    const cut = settleAfterRun(text, end);
    if (cut > at || graphemes.startOf(cut, previous(text, cut)) === cut) {
      offer(cut, rankRun(text, floor, at, runEnd(text, end, end + 4)));
    }
  }
  while (at > floor && bestRank < RANK.blankLine && (at > half || best === -1)) {
    const from = runStart(text, floor, at);
    if (from < at) {
      offer(settleAfterRun(text, at), rankRun(text, floor, from, at));
      at = from;
    } else {
      offer(at, rankCharacter(text, floor, at));
      at--;
    }
  }
  return best;
}

/** Index after the white space at `at` that Telegram would trim, without taking a space that carries a mark. */
export function skipEdgeSpace(text: string, at: number): number {
  const end = runEnd(text, at, text.length);
  return end === at ? at : settleAfterRun(text, end);
}

/** Moves a place after white space back where it would part CR from LF or a space from its mark. */
function settleAfterRun(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  if (before === CARRIAGE_RETURN && text.charCodeAt(at) === LINE_FEED) return at - 1;
  return before === SPACE && isExtending(text, at) ? at - 1 : at;
}

function rankRun(text: string, floor: number, from: number, to: number): Rank {
  let newlines = 0;
  for (let index = from; index < to && newlines < 2; index++) {
    const code = text.charCodeAt(index);
    if (code === LINE_FEED || code > SPACE) newlines++;
  }
  if (newlines > 0) return newlines > 1 ? RANK.blankLine : RANK.newline;
  return Math.max(RANK.space, rankMark(text, floor, from)) as Rank;
}

function rankCharacter(text: string, floor: number, at: number): Rank {
  const character = text.charAt(at - 1);
  if (OTHER_SPACES.has(character)) {
    return isExtending(text, at) ? RANK.none : (Math.max(RANK.space, rankMark(text, floor, at - 1)) as Rank);
  }
  if (!WIDE_MARKS.has(character) && !CLOSERS.has(character)) return RANK.none;
  const next = text.charAt(at);
  const goesOn = SENTENCE_ENDS.has(next) || CLAUSE_ENDS.has(next) || CLOSERS.has(next) || STRAIGHT_QUOTES.has(next);
  if (goesOn || isExtending(text, at)) return RANK.none;
  return WIDE_MARKS.has(text.charAt(markIndex(text, floor, at))) ? rankMark(text, floor, at) : RANK.none;
}

/** What the mark before `at` ends, looking through closing quotes and brackets. */
function rankMark(text: string, floor: number, at: number): Rank {
  const mark = text.charAt(markIndex(text, floor, at));
  if (SENTENCE_ENDS.has(mark)) return RANK.sentence;
  return CLAUSE_ENDS.has(mark) ? RANK.clause : RANK.none;
}

function markIndex(text: string, floor: number, at: number): number {
  let index = at - 1;
  while (index > floor && (CLOSERS.has(text.charAt(index)) || STRAIGHT_QUOTES.has(text.charAt(index)))) index--;
  return index;
}

function runStart(text: string, floor: number, at: number): number {
  let index = at;
  while (index > floor && isEdgeSpace(text.charCodeAt(index - 1))) index--;
  return index;
}

function runEnd(text: string, at: number, ceiling: number): number {
  let index = at;
  while (index < ceiling && isEdgeSpace(text.charCodeAt(index))) index++;
  return index;
}

/** Start of the code point that ends at `at`. */
function previous(text: string, at: number): number {
  return (text.codePointAt(at - 2) ?? 0) > 0xffff ? at - 2 : at - 1;
}
