import type { Args } from '../../core/rules/rule-info.js';

/** Where the columns of a file stand. For JSONL it grows as rows bring new names. */
export interface Columns {
  readonly names: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
}

/** One row of a file of recipients. */
export interface RecipientRow {
  /** Counts the rows from 0, without header and empty lines. */
  readonly index: number;
  /** The line it begins in, from 1. */
  readonly line: number;
  /** By the position of the column; undefined where the row has nothing of that name. */
  readonly values: readonly (string | undefined)[];
  /** What keeps the row from being used at all. */
  readonly problem?: RowProblem;
}

export interface RowProblem {
  readonly ruleId: 'recipients/unreadable-row' | 'recipients/column-count' | 'recipients/unsafe-number';
  readonly args: Args;
}

/** How the file is written. */
export interface RecipientsFormat {
  readonly kind: 'csv' | 'jsonl';
  /** CSV only. */
  readonly delimiter?: string;
}

/** Rows in the order of the file, some hundred at a time: one at a time would cost more than reading them. */
export type RowChunks = AsyncIterable<readonly RecipientRow[]>;

/** Columns that can be added to. */
export function createColumns(names: readonly string[]): Columns & { add(name: string): number } {
  const list: string[] = [];
  const positions = new Map<string, number>();
  const add = (name: string): number => {
    const known = positions.get(name);
    if (known !== undefined) return known;
    positions.set(name, list.length);
    return list.push(name) - 1;
  };
  for (const name of names) add(name);
  return { names: list, positions, add };
}
