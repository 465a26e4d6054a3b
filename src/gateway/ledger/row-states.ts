/** What is known of a row. `none` was not sent; `unknown` may have been. */
export const rowState = { none: 0, unknown: 1, accepted: 2, rejected: 3, refused: 4 } as const;

export type RowState = (typeof rowState)[keyof typeof rowState];

/** More parts than fit into the bits that are left beside the state. */
export const mostParts = 31;

/** How many rows there are of each state. */
export interface RowCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  /** Left out because of findings. */
  readonly refused: number;
}

/** The state of every row: ten million rows take two and a half megabytes, or ten when some have several parts. */
export interface RowStates {
  state(row: number): RowState;
  /** How many parts of the row were accepted so far. */
  parts(row: number): number;
  set(row: number, state: RowState, parts: number): void;
  readonly counts: RowCounts;
}

/** States for rows from 0; grows as rows are set. */
export function createRowStates(size: number): RowStates {
  // Two bits a row tell everything of a row with one part. The first one that needs more makes it a byte for all.
  let isNarrow = true;
  let bytes = new Uint8Array(Math.max(size, 16) / 4 + 1);
  const counts = [0, 0, 0, 0, 0];
  const readNarrow = (row: number): number => ((bytes[row >>> 2] ?? 0) >>> ((row & 3) << 1)) & 3;
  const usualParts = (state: number): number => (state === rowState.accepted ? 1 : 0);
  const readByte = (row: number): number => {
    if (!isNarrow) return bytes[row] ?? 0;
    const state = readNarrow(row);
    return state | (usualParts(state) << 3);
  };
  const widen = (): void => {
    const wide = new Uint8Array(bytes.length * 4);
    for (let row = 0; row < wide.length; row++) wide[row] = readByte(row);
    bytes = wide;
    isNarrow = false;
  };
  const makeRoom = (index: number): void => {
    if (index < bytes.length) return;
    const larger = new Uint8Array(Math.max(index + 1, bytes.length * 2));
    larger.set(bytes);
    bytes = larger;
  };
  return {
    state: (row) => (readByte(row) & 7) as RowState,
    parts: (row) => readByte(row) >> 3,
    set(row, state, parts) {
      const before = readByte(row) & 7;
      counts[before] = (counts[before] ?? 0) - 1;
      counts[state] = (counts[state] ?? 0) + 1;
      if (isNarrow && (state > 3 || parts !== usualParts(state))) widen();
      const index = isNarrow ? row >>> 2 : row;
      makeRoom(index);
      const shift = (row & 3) << 1;
      bytes[index] = isNarrow ? ((bytes[index] ?? 0) & ~(3 << shift)) | (state << shift) : state | (parts << 3);
    },
    get counts() {
      const [, unknown = 0, accepted = 0, rejected = 0, refused = 0] = counts;
      return { accepted, rejected, unknown, refused };
    },
  };
}
