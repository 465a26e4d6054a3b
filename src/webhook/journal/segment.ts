import type { JournalFiles } from './journal-files.js';
import { type JournalLock, lockJournal, type ProcessTable } from './lock.js';
import { type Recovery, recoverJournal } from './recover.js';

/** One file of a journal, open for writing. A run has one; another follows when a sync failed. */
export interface Segment {
  readonly path: string;
  readonly fd: number;
  readonly lock: JournalLock;
  readonly recovery: Recovery;
  /** Bytes that are certainly on the disk. */
  size: number;
  /** Half a batch may stand behind `size`. */
  dirty: boolean;
  /** A sync failed: the kernel has marked the pages clean without writing them, so no later sync proves anything. */
  condemned: boolean;
}

/** Opens, locks and recovers a file. Throws what the system says, `journal-in-use` or `not-a-journal`. */
export function openSegment(path: string, files: JournalFiles, processes: ProcessTable): Segment {
  const fd = files.open(path);
  let lock: JournalLock | undefined;
  try {
    lock = lockJournal(path, processes);
    const recovery = recoverJournal(fd, path);
    return { path, fd, lock, recovery, size: recovery.size, dirty: false, condemned: false };
  } catch (error) {
    lock?.release();
    files.close(fd);
    throw error;
  }
}

/** The file after `path` when that can no longer be trusted: `run.ndjson`, `run.2.ndjson`, `run.3.ndjson`. */
export function nameSegment(path: string, number: number): string {
  if (number === 1) return path;
  const match = /^(.*?)(\.ndjson)?$/s.exec(path);
  return `${match?.[1] ?? path}.${number}${match?.[2] ?? ''}`;
}

/** Appends and syncs. On failure the bytes are taken back, as far as that is possible. */
export function storeBytes(
  segment: Segment,
  bytes: Uint8Array,
  files: JournalFiles,
  done: (error: Error | undefined) => void,
): void {
  const fail = (error: Error) => {
    segment.dirty = true;
    files.truncate(segment.fd, segment.size, (stuck) => {
      segment.dirty = stuck !== null && stuck !== undefined;
      done(error);
    });
  };
  const sync = () =>
    files.fdatasync(segment.fd, (error) => {
      if (error) {
        segment.condemned = true;
        done(error);
        return;
      }
      segment.size += bytes.byteLength;
      done(undefined);
    });
  const write = (from: number) =>
    files.write(segment.fd, bytes.subarray(from), segment.size + from, (error, written) => {
      if (error) fail(error);
      else if (from + written < bytes.byteLength) write(from + written);
      else sync();
    });
  if (!segment.dirty) write(0);
  else {
    files.truncate(segment.fd, segment.size, (error) => {
      if (error) done(error);
      else {
        segment.dirty = false;
        write(0);
      }
    });
  }
}
