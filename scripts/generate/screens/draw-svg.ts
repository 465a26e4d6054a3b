import { cell, round } from './cell.js';
import { drawShape } from './draw-shape.js';
import type { Run } from './terminal.js';

const margin = 18;
const bar = 34;

const palette = {
  ground: '#0f1419',
  frame: '#2b333d',
  title: '#8b98a5',
  text: '#d7dee6',
  /** Black to white, then the bright ones. */
  colors: [
    ...['#5c6773', '#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#6fdde8', '#d7dee6'],
    ...['#8b98a5', '#ffa198', '#a5f3ae', '#f2cc60', '#a5d6ff', '#e2c5ff', '#a2ecf2', '#ffffff'],
  ],
} as const;

/** A picture of a terminal: a frame with a title, and the rows as text that can be selected. */
export function drawSvg(rows: readonly (readonly Run[])[], columns: number, title: string): string {
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = bar + rows.length * cell.height + margin;
  const lines = rows.flatMap((runs, row) => runs.flatMap((run) => drawRun(run, row)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;fill:${palette.text};white-space:pre}.b{font-weight:700}.d{opacity:.62}.u{text-decoration:underline}.s{fill:none;stroke:${palette.text};stroke-width:1.3}</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${palette.ground}" stroke="${palette.frame}"/>
${[0, 1, 2].map((at) => `<circle cx="${20 + at * 18}" cy="17" r="5" fill="${palette.frame}"/>`).join('')}
<text x="${width / 2}" y="22" text-anchor="middle" style="font-size:12px;fill:${palette.title}">${escapeXml(title)}</text>
<g transform="translate(${margin} ${bar})">
${lines.join('\n')}
</g>
</svg>
`;
}

/** The text of a run, and what of it is drawn: frames must close whatever the font. */
function drawRun(run: Run, row: number): string[] {
  const top = row * cell.height;
  const color = run.color === undefined ? undefined : palette.colors[run.color];
  const shapes: string[] = [];
  let text = '';
  for (const [index, character] of [...run.text].entries()) {
    const shape = drawShape(character, (run.at + index) * cell.width, top);
    text += shape === undefined ? character : ' ';
    if (shape !== undefined) shapes.push(shape);
  }
  const classes = [run.bold ? 'b' : '', run.dim ? 'd' : '', run.underline ? 'u' : ''].filter((name) => name !== '');
  const drawn: string[] = [];
  if (shapes.length > 0) {
    const stroke = color === undefined ? '' : ` style="stroke:${color}"`;
    drawn.push(`<path class="s${run.dim ? ' d' : ''}"${stroke} d="${shapes.join('')}"/>`);
  }
  if (text.trim() === '' && !run.underline) return drawn;
  const { at, words } = trim(text, run.at);
  const attributes = [
    ...(classes.length === 0 ? [] : [`class="${classes.join(' ')}"`]),
    ...(color === undefined ? [] : [`style="fill:${color}"`]),
    `x="${round(at * cell.width)}" y="${round(top + 14.5)}"`,
    // The width is that of the cells, however wide the characters of the font are.
    `textLength="${round(Math.max(run.cells === 2 ? 2 : 1, [...words].length) * cell.width)}"`,
  ];
  drawn.push(`<text ${attributes.join(' ')}>${escapeXml(words)}</text>`);
  return drawn;
}

function trim(text: string, at: number): { at: number; words: string } {
  const words = text.trimStart();
  return { at: at + text.length - words.length, words: words.trimEnd() };
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
