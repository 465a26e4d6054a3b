import type { Shown } from '../core/channel/appearance.js';
import { mediaKinds } from '../core/channel/media-kind.js';
import { isolateRightToLeft, renderSafeText } from './safe-text.js';
import { measureWidth, wrapText } from './text-width.js';

/** What a bubble needs of a style. */
export interface BubbleStyle {
  bold(text: string): string;
  dim(text: string): string;
  /** False draws with ASCII only. */
  readonly unicode: boolean;
}

export interface BubbleOptions {
  /** Columns of the terminal. A bubble is at most as wide as that, and never wider than is pleasant to read. */
  readonly width: number;
  readonly style: BubbleStyle;
}

/** Lines longer than this tire the eye. */
const WIDEST = 64;
/** Narrower than this nothing can be read: then the terminal may wrap. */
const NARROWEST = 16;
/** A media address is only a hint here; the whole one is in the request. */
const LONGEST_ADDRESS = 300;

/**
 * Draws how Telegram would show one CM message: a bubble for every Telegram message, the media above its caption. Safe
 * for a terminal whatever the texts hold. Lines end in a newline; an empty string when nothing would be shown.
 */
export function renderBubble(appearance: readonly Shown[], options: BubbleOptions): string {
  return appearance.map((shown) => drawBubble(buildSections(shown, options.style), options)).join('');
}

/** Lines of a bubble before they are broken, with the paint that is put on afterwards. */
interface Section {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** Parts of one bubble; a line is drawn between two parts. */
function buildSections(shown: Shown, style: BubbleStyle): Section[][] {
  if (shown.kind === 'text') return [[{ text: renderContent(shown.text) }]];
  const { name, uri } = shown.media;
  const limit = `up to ${mediaKinds[shown.kind].maxSize.value} ${mediaKinds[shown.kind].maxSize.unit}`;
  const title = [shown.kind, renderName(name), `(${limit})`].filter((part) => part !== '').join(' ');
  const media: Section[] = [
    { text: title, paint: style.bold },
    { text: renderSafeText(uri, { maxLength: LONGEST_ADDRESS, isolate: false }), paint: style.dim },
  ];
  if (shown.caption !== undefined) return [media, [{ text: renderContent(shown.caption) }]];
  if (shown.lostCaption === undefined) return [media];
  return [[...media, { text: 'its text is not shown: a sticker has no caption', paint: style.dim }]];
}

function drawBubble(sections: readonly Section[][], { width, style }: BubbleOptions): string {
  const [topLeft, topRight, left, right, bottomLeft, bottomRight, across, down] = style.unicode
    ? ['╭', '╮', '├', '┤', '╰', '╯', '─', '│']
    : ['+', '+', '+', '+', '+', '+', '-', '|'];
  const room = Math.max(NARROWEST, Math.min(width, WIDEST)) - 4;
  const blocks = sections.map((lines) =>
    lines.flatMap(({ text, paint }) => wrapText(text, room).map((line) => ({ line, paint }))),
  );
  const inner = Math.max(...blocks.flat().map(({ line }) => measureWidth(line)), 1);
  const rule = (from: string | undefined, to: string | undefined): string =>
    style.dim(`${from}${across?.repeat(inner + 2)}${to}`);
  const edge = style.dim(`${down}`);
  const rows = blocks.map((block) =>
    block.map(({ line, paint = (text: string) => text }) => {
      const padding = ' '.repeat(inner - measureWidth(line));
      return `${edge} ${paint(isolateRightToLeft(line))}${padding} ${edge}\n`;
    }),
  );
  const body = rows.map((lines) => lines.join('')).join(`${rule(left, right)}\n`);
  return `${rule(topLeft, topRight)}\n${body}${rule(bottomLeft, bottomRight)}\n`;
}

/** Right-to-left isolates come after the line breaks: a broken pair would leave the second line open. */
function renderContent(text: string): string {
  return renderSafeText(text, { multiline: true, isolate: false });
}

function renderName(name: string): string {
  return renderSafeText(name, { maxLength: 80, isolate: false });
}
