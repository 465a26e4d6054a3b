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

/** The state of every row in one byte each: ten million rows take ten megabytes. */
export interface RowStates {
  state(row: number): RowState;
  /** How many parts of the row were accepted so far. */
  parts(row: number): number;
  set(row: number, state: RowState, parts: number): void;
  readonly counts: RowCounts;
}

/** States for rows from 0; grows as rows are set. */
export function createRowStates(size: number): RowStates {
  let bytes = new Uint8Array(Math.max(size, 16));
  const counts = [0, 0, 0, 0, 0];
  const grow = (row: number): void => {
    const larger = new Uint8Array(Math.max(row + 1, bytes.length * 2));
    larger.set(bytes);
    bytes = larger;
  };
  return {
    state: (row) => ((bytes[row] ?? 0) & 7) as RowState,
    parts: (row) => (bytes[row] ?? 0) >> 3,
    set(row, state, parts) {
      if (row >= bytes.length) grow(row);
      const before = (bytes[row] ?? 0) & 7;
      counts[before] = (counts[before] ?? 0) - 1;
      counts[state] = (counts[state] ?? 0) + 1;
      bytes[row] = state | (parts << 3);
    },
    get counts() {
      const [, unknown = 0, accepted = 0, rejected = 0, refused = 0] = counts;
      return { accepted, rejected, unknown, refused };
    },
  };
}
