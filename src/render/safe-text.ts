import { splitGraphemes } from './text-width.js';

/*
 * The one door through which foreign text reaches a terminal. Nothing that comes out moves the cursor, changes a
 * colour, turns the reading direction of what stands around it, or hides. Precedents: kubectl (CVE-2021-25743), Git's
 * sideband, the bidirectional controls of CVE-2021-42574.
 */

export interface SafeTextOptions {
  /** Keep newlines. Otherwise they show as ⏎, so that one value cannot forge a second line. */
  readonly multiline?: boolean;
  /** The longest result in code points, `…` included. Without it nothing is cut. */
  readonly maxLength?: number;
  /** Put isolates around right-to-left lines (default). False when the caller breaks lines first and isolates then. */
  readonly isolate?: boolean;
}

/**
 * Foreign text made safe and visible: controls as `^[`, C1 as `\x9b`, invisible and bidirectional controls as
 * `<U+202E>`, half surrogate pairs as `\uD83D`, tabs as spaces. Emoji and joining scripts stay as they are.
 */
export function renderSafeText(text: string, options: SafeTextOptions = {}): string {
  const { multiline = false, maxLength, isolate = true } = options;
  const cut = maxLength === undefined ? escapeText(text, multiline) : escapeUpTo(text, multiline, maxLength);
  return isolate ? cut.split('\n').map(isolateRightToLeft).join('\n') : cut;
}

/** Wraps a line that holds right-to-left letters in a first-strong isolate, so that it cannot reorder its neighbours. */
export function isolateRightToLeft(line: string): string {
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
}

/**
 * A value as JSON that is safe on a terminal and parses to the same value: every character that could act or hide is
 * a `\uXXXX` escape.
 */
export function renderSafeJson(value: unknown, indent?: number): string {
  return escapeJson(JSON.stringify(value, null, indent) ?? 'null');
}

/** The same for JSON text that exists already; what it parses to does not change. */
export function escapeJson(json: string): string {
  // As many bytes as characters: all of it is ASCII, of which only DEL is unsafe here. No expression is as quick.
  if (Buffer.byteLength(json) === json.length && !json.includes('\x7f')) return json;
  return json.replace(unsafeInJson(), (match) =>
    Array.from({ length: match.length }, (_, i) => `\\u${hex(match.charCodeAt(i), 4)}`).join(''),
  );
}

const TAB = '    ';
/** Text of printable ASCII is safe as it is; no Unicode table is looked at for it. */
const PLAIN = /^[\x20-\x7e\n]*$/;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
// Functions, because V8 resolves the Unicode properties of a literal when it is evaluated: at start-up that would cost
// every command several milliseconds, most of which never print foreign text.
/** C0 outside of strings is the layout of JSON, inside it is escaped already. */
const unsafeInJson = (): RegExp => /[\x7f-\x9f\u2028\u2029\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const suspect = (): RegExp => /[^\x20-\x7e\p{L}\p{Mc}\p{N}\p{P}\p{S}\u00a0\u3000]|\p{Default_Ignorable_Code_Point}/u;
/** Prefix signs of Arabic and others that Unicode counts as format characters although they are seen. */
const VISIBLE_FORMAT = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;
const invisible = (): RegExp => /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const emojiPart = (): RegExp => /\ufe0f|\p{Extended_Pictographic}|\p{Emoji_Modifier}/u;
/** Scripts in which ZWJ and ZWNJ change how letters join. */
const joining = (): RegExp =>
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u;

function escapeText(text: string, multiline: boolean): string {
  if (PLAIN.test(text) && (multiline || !text.includes('\n'))) return text;
  if (!suspect().test(text)) return text;
  const points = [...text];
  let flag = false;
  return points
    .map((point, i) => {
      // Tag characters spell the flags of regions after a black flag; anywhere else they are hidden text.
      flag = point === '\u{1f3f4}' || (flag && isTag(point));
      return flag ? point : escapePoint(point, points[i - 1] ?? '', points[i + 1] ?? '', multiline);
    })
    .join('');
}

function escapePoint(point: string, before: string, after: string, multiline: boolean): string {
  const code = point.codePointAt(0) ?? 0;
  if (code === 0x0a) return multiline ? '\n' : '⏎';
  if (code === 0x09) return TAB;
  if (code < 0x20 || code === 0x7f) return `^${String.fromCharCode(code ^ 0x40)}`;
  if (code >= 0x80 && code < 0xa0) return `\\x${hex(code, 2)}`;
  if (code >= 0xd800 && code < 0xe000) return `\\u${hex(code, 4).toUpperCase()}`;
  if (!invisible().test(point) || VISIBLE_FORMAT.test(point)) return point;
  return belongs(code, before, after) ? point : `<U+${hex(code, 4).toUpperCase()}>`;
}

/** True for a joiner or selector that shapes its neighbours, as in emoji families and Persian words. */
function belongs(code: number, before: string, after: string): boolean {
  if (code === 0x200d && emojiPart().test(before) && /\p{Extended_Pictographic}/u.test(after)) return true;
  if (code === 0x200c || code === 0x200d) return /[\p{L}\p{M}]/u.test(before) && joining().test(before);
  if (code === 0xfe0e || code === 0xfe0f) return /\p{Emoji}/u.test(before);
  if (code >= 0xe0100 && code <= 0xe01ef) return /\p{Script=Han}/u.test(before);
  return code >= 0x180b && code <= 0x180f && /\p{Script=Mong}/u.test(before);
}

function isTag(point: string): boolean {
  return point >= '\u{e0020}' && point <= '\u{e007f}';
}

/** Escapes only as much as is shown; whole graphemes are kept or left out. */
function escapeUpTo(text: string, multiline: boolean, maxLength: number): string {
  const limit = Math.max(1, maxLength);
  // Every code point shows as at least one, so more than this is never needed.
  const head = text.slice(0, 2 * limit + 2);
  const whole = escapeText(head, multiline);
  if (head.length === text.length && countPoints(whole) <= limit) return whole;
  let shown = '';
  let length = 0;
  for (const grapheme of splitGraphemes(head)) {
    const piece = escapeText(grapheme, multiline);
    length += countPoints(piece);
    if (length > limit - 1) break;
    shown += piece;
  }
  return `${shown}…`;
}

function countPoints(text: string): number {
  return [...text].length;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
