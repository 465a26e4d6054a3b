import { maskBotTokens } from '../../core/channel/bot-token.js';
import type { SourceRange } from '../../core/diagnostics/diagnostic.js';
import { isolateRightToLeft, renderSafeText } from '../safe-text.js';
import type { Style } from '../style.js';
import { measureWidth, splitGraphemes } from '../text-width.js';

export interface FrameOptions {
  readonly style: Style;
  /** Cells that a line of the frame may take. */
  readonly width: number;
  /** What stands in the text and must not be shown; asterisks take its place. */
  readonly secrets: readonly string[];
  /** Colours the marks below the span. */
  readonly paint: (text: string) => string;
}

/** So much of a long line is looked at, before and behind the span: more fits on no terminal. */
const REACH = 1000;

/**
 * The lines around a place, with the place underlined in terminal cells: what takes two cells gets two marks, what takes
 * none gets one. A line that is too long is shown around the span, `…` where it was cut.
 */
export function renderCodeFrame(text: string, range: SourceRange, options: FrameOptions): string[] {
  const { style } = options;
  const start = text.lastIndexOf('\n', range.offset - 1) + 1;
  const before = readLine(text, start - 1);
  const end = endOfLine(text, start);
  const after = end + 1 < text.length ? readLine(text, endOfLine(text, end + 1)) : undefined;

  const gutter = String(range.line + 1).length;
  const bar = style.unicode ? '│' : '|';
  const room = Math.max(8, options.width - gutter - 4);
  const line = (number: string, content: string) =>
    ` ${style.dim(`${number.padStart(gutter)} ${bar}`)} ${content}`.trimEnd();

  const { code, marks } = frameLine(text, start, end, range, room, options);
  return [
    ...(before === undefined ? [] : [line(String(range.line - 1), showContext(before, room, options))]),
    line(String(range.line), isolateRightToLeft(code)),
    line('', marks),
    ...(after === undefined ? [] : [line(String(range.line + 1), showContext(after, room, options))]),
  ];
}

/** The line that ends at `end`, no more of it than is shown; undefined before the first and behind the last. */
function readLine(text: string, end: number): string | undefined {
  if (end < 0 || end > text.length) return undefined;
  const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
  return text.slice(start, Math.min(end, start + REACH));
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function frameLine(
  text: string,
  start: number,
  end: number,
  range: SourceRange,
  room: number,
  options: FrameOptions,
): { code: string; marks: string } {
  const from = Math.max(start, range.offset - REACH);
  const to = Math.min(end, range.offset + REACH);
  // Masked before it is cut, or a secret on the edge would show in part; a mask is as long as what it hides.
  const window = maskSecrets(text.slice(from, to), options.secrets);
  const at = Math.min(range.offset, end) - from;
  const until = Math.max(at, Math.min(range.offset + range.length, end) - from);
  const dots = options.style.unicode ? '…' : '...';

  const spanRoom = Math.max(4, Math.floor(room * 0.6));
  const whole = show(window.slice(at, until));
  const span = keepStart(whole, spanRoom, dots);
  const left = keepEnd(
    show(window.slice(0, at)),
    Math.max(4, Math.floor((room - measureWidth(span)) * 0.6)),
    dots,
    from > start,
  );
  const rest = room - measureWidth(left) - measureWidth(span);
  // The dots of a span that was cut stand for what is behind it, too.
  const right = span !== whole ? '' : keepStart(show(window.slice(until)).trimEnd(), rest, dots, to < end);
  return {
    code: left + span + right,
    marks: ' '.repeat(measureWidth(left)) + options.paint('^'.repeat(Math.max(1, measureWidth(span)))),
  };
}

function showContext(line: string, room: number, { secrets, style }: FrameOptions): string {
  const shown = keepStart(show(maskSecrets(line, secrets)).trimEnd(), room, style.unicode ? '…' : '...');
  return style.dim(isolateRightToLeft(shown));
}

function show(text: string): string {
  return renderSafeText(text.replace(/\r$/, ''), { isolate: false });
}

/** Replaces what must not be shown by as many asterisks. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  let masked = maskBotTokens(text);
  for (const secret of secrets) masked = masked.replaceAll(secret, '*'.repeat(secret.length));
  return masked.replace(
    /(product-?token"?\s*:\s*")([^"\s]{8,})/gi,
    (_, before: string, value: string) => before + '*'.repeat(value.length),
  );
}

/** As much of the beginning as fits; `more` says that the text goes on behind it anyway. */
function keepStart(text: string, room: number, dots: string, more = false): string {
  if (!more && measureWidth(text) <= room) return text;
  let kept = '';
  let used = dots.length;
  for (const grapheme of splitGraphemes(text)) {
    used += measureWidth(grapheme);
    if (used > room) break;
    kept += grapheme;
  }
  return room < dots.length ? '' : kept + dots;
}

function keepEnd(text: string, room: number, dots: string, more: boolean): string {
  if (!more && measureWidth(text) <= room) return text;
  let kept = '';
  let used = dots.length;
  for (const grapheme of splitGraphemes(text).reverse()) {
    used += measureWidth(grapheme);
    if (used > room) break;
    kept = grapheme + kept;
  }
  return room < dots.length ? '' : dots + kept;
}
