import { CmtgError } from '../errors.js';
import { findBreak, skipEdgeSpace } from './breaks.js';
import { findVisible } from './characters.js';
import { countCodePoints, indexAfter } from './count.js';
import { createGraphemes, type Graphemes } from './graphemes.js';
import { findUrlStart } from './urls.js';

/** A long text as several messages. */
export interface SplitResult {
  /** In order; each holds at most `limit` code points, and Telegram calls none of them empty. */
  readonly parts: string[];
  /**
   * Code points left out. They never show: white space around a cut that Telegram trims anyway, and stretches of white
   * space or invisible characters that would fill a message of their own. With 0, the joined parts equal the text.
   */
  readonly dropped: number;
}

/** The next part is `start` to `cut` (nothing when they are equal); the text goes on at `resume`. */
interface Step {
  readonly cut: number;
  readonly resume: number;
}

/**
 * Splits a text into parts of at most `limit` code points, as given, before Telegram's cleaning.
 *
 * A cut goes to the best place in the second half of a part: blank line, newline, end of a sentence, end of a clause,
 * white space. Without one there, to the last white space of the part; without any, between two graphemes, and before a
 * URL that would fit the next part. Only a grapheme or a URL longer than the limit is cut itself. White space at a cut
 * stays with the part before it as far as it fits. A text within the limit comes back as it is.
 *
 * Markup is plain text here: a bold passage may be cut in two. Check `isWellFormed` first: a lone surrogate is kept and
 * counts 1, but Telegram refuses the part that holds it.
 *
 * @throws {CmtgError} `split-limit` when `limit` is not a whole number of at least 1.
 */
export function splitText(text: string, limit: number): SplitResult {
  if (!Number.isInteger(limit) || limit < 1) {
    throw new CmtgError(`A text cannot be split into parts of ${limit} characters.`, {
      code: 'split-limit',
      category: 'usage',
      hint: 'Give a whole number of at least 1.',
    });
  }
  if (findVisible(text) === -1) return { parts: [], dropped: countCodePoints(text) };
  if (indexAfter(text, 0, limit) === text.length) return { parts: [text], dropped: 0 };

  const graphemes = createGraphemes(text);
  const parts: string[] = [];
  let dropped = 0;
  let start = 0;
  while (start < text.length) {
    const { cut, resume } = nextStep(text, graphemes, start, limit);
    if (cut > start) parts.push(text.slice(start, cut));
    dropped += countCodePoints(text.slice(cut, resume));
    start = resume;
  }
  return { parts, dropped };
}

function nextStep(text: string, graphemes: Graphemes, start: number, limit: number): Step {
  const visible = findVisible(text, start);
  if (visible === -1) return { cut: start, resume: text.length };

  const end = indexAfter(text, start, limit);
  if (visible >= end) return { cut: start, resume: blankEnd(graphemes, start, visible) };
  if (end === text.length) return { cut: end, resume: end };

  const half = indexAfter(text, start, Math.floor(limit / 2));
  const natural = findBreak(text, graphemes, visible, half, end);
  if (natural !== -1) return { cut: natural, resume: skipEdgeSpace(text, natural) };

  // Rather lose white space that Telegram trims than cut a word.
  const lead = skipEdgeSpace(text, start);
  if (lead > start) return { cut: start, resume: lead };

  const forced = forceCut(text, graphemes, start, end, limit);
  return forced > visible ? { cut: forced, resume: forced } : { cut: start, resume: forced };
}

/** Where a stretch that shows nothing ends: before the grapheme that shows, unless that grapheme began with the stretch. */
function blankEnd(graphemes: Graphemes, start: number, visible: number): number {
  const boundary = graphemes.startOf(visible, graphemes.anchor(start));
  return boundary > start && boundary <= visible ? boundary : visible;
}

function forceCut(text: string, graphemes: Graphemes, start: number, end: number, limit: number): number {
  const cut = graphemes.cutBefore(start, end);
  const url = findUrlStart(text, start, cut, limit);
  if (url <= start) return cut;
  const beforeUrl = graphemes.startOf(url, graphemes.anchor(start));
  return beforeUrl > start ? beforeUrl : cut;
}
