import { cell, round } from './cell.js';

/** Which arms of a box-drawing character there are, from its middle: left, right, up, down. */
const arms: Readonly<Record<string, string>> = {
  '─': 'lr',
  '│': 'ud',
  '┌': 'rd',
  '┐': 'ld',
  '└': 'ru',
  '┘': 'lu',
  '├': 'rud',
  '┤': 'lud',
  '┬': 'lrd',
  '┴': 'lru',
  '┼': 'lrud',
};

const { width, height } = cell;
const radius = 4;

/** A box-drawing character as a path in the cell at `x` and `y`; undefined for any other character. */
export function drawShape(character: string, x: number, y: number): string | undefined {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  const ends: Readonly<Record<string, readonly [number, number]>> = {
    l: [x, middleY],
    r: [x + width, middleY],
    u: [middleX, y],
    d: [middleX, y + height],
  };
  const corner = { '╭': 'rd', '╮': 'ld', '╰': 'ru', '╯': 'lu' }[character];
  if (corner !== undefined) {
    const [side = '', end = ''] = corner;
    const [sideX, sideY] = ends[side] ?? [0, 0];
    const [endX, endY] = ends[end] ?? [0, 0];
    const bendX = middleX + (side === 'r' ? radius : -radius);
    const bendY = middleY + (end === 'd' ? radius : -radius);
    return `M${point(sideX, sideY)}L${point(bendX, middleY)}Q${point(middleX, middleY)} ${point(middleX, bendY)}L${point(endX, endY)}`;
  }
  const found = arms[character];
  if (found === undefined) return undefined;
  return [...found]
    .map((arm) => {
      const [endX, endY] = ends[arm] ?? [0, 0];
      return `M${point(middleX, middleY)}L${point(endX, endY)}`;
    })
    .join('');
}

function point(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}
