/*
 * How many terminal cells a text takes. Terminals disagree about emoji and rare scripts; this follows what the newer
 * ones do: a grapheme with emoji presentation takes two cells, East Asian wide characters two, marks none.
 */

let graphemes: Intl.Segmenter | undefined;

/** Splits a text into what a reader takes for characters. */
export function splitGraphemes(text: string): string[] {
  if (isPlain(text) || !composing().test(text)) return [...text];
  // Created at first use: loading ICU's break data costs a third of cmtg's whole start-up.
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** What joins its neighbours. A text without any of it has one grapheme a code point, which is much cheaper to find. */
const composing = (): RegExp =>
  /\p{M}|\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}|\p{RI}|[\r\u0600-\u0605\u06dd\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;

/** The cells a text takes on one line. Control characters count none: give it text that went through `renderSafeText`. */
export function measureWidth(text: string): number {
  if (isPlain(text)) return text.length;
  return splitGraphemes(text).reduce((sum, grapheme) => sum + measureGrapheme(grapheme), 0);
}

/**
 * Breaks a text into lines of at most `width` cells: at its own newlines, then at spaces, and inside a word only when
 * the word alone is wider. A grapheme is never cut, so one that is wider than `width` stands on a line of its own. The
 * spaces at a break are dropped, all others stay. Always at least one line.
 */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(1, width)));
}

function wrapLine(line: string, width: number): string[] {
  if (measureWidth(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  let used = 0;
  for (const word of line.split(/(?<= )(?! )/)) {
    const bare = word.replace(/ +$/, '');
    if (used > 0 && used + measureWidth(bare) > width) {
      // A line of spaces alone, before a word that fills a line, is no line.
      if (/[^ ]/.test(current)) lines.push(current.replace(/ +$/, ''));
      current = '';
      used = 0;
    }
    for (const grapheme of splitGraphemes(word)) {
      const cells = measureGrapheme(grapheme);
      if (used + cells > width && used > 0) {
        // Spaces that do not fit any more hang over the edge and are dropped.
        if (grapheme === ' ') continue;
        lines.push(current);
        current = '';
        used = 0;
      }
      current += grapheme;
      used += cells;
    }
  }
  if (/[^ ]/.test(current) || lines.length === 0) lines.push(current.replace(/ +$/, ''));
  return lines;
}

function measureGrapheme(grapheme: string): number {
  if (isEmoji(grapheme)) return 2;
  let cells = 0;
  for (const char of grapheme) cells += measureCodePoint(char);
  return cells;
}

/** Emoji by nature, by variation selector 16 or by being a pair of regional indicators; not when selector 15 says text. */
function isEmoji(grapheme: string): boolean {
  if (grapheme.includes('\ufe0e')) return false;
  return (
    /^\p{Emoji_Presentation}/u.test(grapheme) || /^\p{Emoji}.*\ufe0f/u.test(grapheme) || /^\p{RI}\p{RI}/u.test(grapheme)
  );
}

function measureCodePoint(char: string): number {
  if (/^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\p{Cc}]$/u.test(char)) return 0;
  const code = char.codePointAt(0) ?? 0;
  if (isJamoTail(code)) return 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Vowels and final consonants of Hangul take no cell: they join the syllable's first letter. */
function isJamoTail(code: number): boolean {
  return (code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7ff);
}

/** East Asian Wide and Fullwidth (Unicode EastAsianWidth.txt), neighbours merged; emoji are recognised by property. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
