import { type RowStates, rowState } from '../ledger/row-states.js';
import type { BulkRow, Task } from './row.js';

/** Hands out what is still to be sent, in the order of the file. */
export interface Feeder {
  /** Up to `most` tasks that were never posted; fewer only at the end of the file. */
  take(most: number): Promise<Task[]>;
}

export interface FeederOptions {
  readonly states: RowStates;
  /** Called with rows of unknown outcome; absent when those are left alone. */
  readonly onUnknown?: ((task: Task) => void) | undefined;
}

/** Reads rows as they are needed and leaves out those that are settled. */
export function createFeeder(rows: AsyncIterable<readonly BulkRow[]>, options: FeederOptions): Feeder {
  const { states, onUnknown } = options;
  const chunks = rows[Symbol.asyncIterator]();
  let chunk: readonly BulkRow[] = [];
  let at = 0;
  let done = false;

  const toTask = (row: BulkRow): Task | undefined => {
    const part = states.parts(row.index);
    switch (states.state(row.index)) {
      case rowState.none:
        return { row, part, again: 0 };
      case rowState.unknown:
        onUnknown?.({ row, part, again: 1 });
        return undefined;
      default:
        return undefined;
    }
  };

  return {
    async take(most) {
      const tasks: Task[] = [];
      while (tasks.length < most && !done) {
        const row = chunk[at];
        if (row !== undefined) {
          at++;
          const task = toTask(row);
          if (task !== undefined) tasks.push(task);
          continue;
        }
        const next = await chunks.next();
        done = next.done === true;
        chunk = next.done === true ? [] : next.value;
        at = 0;
      }
      return tasks;
    },
  };
}
