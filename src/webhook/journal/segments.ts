import { rmSync } from 'node:fs';
import type { JournalFiles } from './journal-files.js';
import type { ProcessTable } from './lock.js';
import { closeSegment, nameSegment, openSegment, type Segment } from './segment.js';

/** The files of one run: another one follows where a sync failed. */
export interface Segments {
  readonly all: readonly Segment[];
  /** The one that is written to. */
  readonly current: Segment;
  /** Goes on in a new file. Throws what opening it throws, and then stays with the old one. */
  rotate(): void;
  /** `removesEmpty`: leaves no file behind when nothing is stored in any. */
  close(removesEmpty: boolean): Promise<void>;
}

/** Opens the first file. Throws as {@link openSegment} does. */
export function openSegments(path: string, files: JournalFiles, processes: ProcessTable): Segments {
  let current = openSegment(path, files, processes);
  const all = [current];
  return {
    all,
    get current() {
      return current;
    },
    rotate() {
      current = openSegment(nameSegment(path, all.length + 1), files, processes);
      all.push(current);
    },
    async close(removesEmpty) {
      const isEmpty = removesEmpty && all.every(({ size }) => size === 0);
      for (const segment of all) {
        await closeSegment(segment, files);
        if (isEmpty) rmSync(segment.path, { force: true });
        segment.lock.release();
      }
    },
  };
}
