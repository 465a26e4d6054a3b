import { type IBufferCell, Terminal } from '@xterm/headless';

/** How a character looks. Colours are the 16 of every terminal, by their number. */
export interface Look {
  readonly color: number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
}

/** Neighbouring characters that look the same. */
export interface Run extends Look {
  /** Cells from the left edge. */
  readonly at: number;
  readonly cells: number;
  readonly text: string;
}

/** What a terminal of this width shows after somebody wrote to it: its rows, from the top to the last that holds anything. */
export async function readScreen(output: string, columns: number): Promise<readonly (readonly Run[])[]> {
  const terminal = new Terminal({ cols: columns, rows: 200, allowProposedApi: true, convertEol: true });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const { active } = terminal.buffer;
  const rows = Array.from({ length: active.length }, (_, row) => readRow(terminal, row, columns));
  terminal.dispose();
  return rows.slice(0, rows.findLastIndex((runs) => runs.length > 0) + 1);
}

function readRow(terminal: Terminal, row: number, columns: number): Run[] {
  const line = terminal.buffer.active.getLine(row);
  const runs: Run[] = [];
  for (let at = 0; at < columns; at++) {
    const cell = line?.getCell(at);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const next = { at, cells: cell.getWidth(), text: cell.getChars() || ' ', ...readLook(cell) };
    const last = runs.at(-1);
    // A wide character stands alone: fonts disagree on how wide it is.
    if (last !== undefined && last.at + last.cells === at && next.cells === 1 && isSame(last, next)) {
      runs[runs.length - 1] = { ...last, cells: last.cells + 1, text: last.text + next.text };
    } else runs.push(next);
  }
  return runs.filter(({ text, underline }) => text.trim() !== '' || underline);
}

function readLook(cell: IBufferCell): Look {
  return {
    color: cell.isFgDefault() ? undefined : cell.getFgColor(),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

function isSame(one: Run, other: Run): boolean {
  return (
    one.text.length >= one.cells &&
    (one.cells === 1 || one.text.length === one.cells) &&
    one.color === other.color &&
    one.bold === other.bold &&
    one.dim === other.dim &&
    one.underline === other.underline
  );
}
