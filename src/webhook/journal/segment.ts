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
  /** Where the file ends: what stands between `size` and here was written ahead, and is zeros. */
  extent: number;
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
    const { size } = recovery;
    return { path, fd, lock, recovery, size, extent: size, dirty: false, condemned: false };
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

/** Under load this much of the file is filled with zeros before it is needed, in bytes. */
const aheadBytes = 4 * 1024 * 1024;
const zeros = Buffer.alloc(aheadBytes);

/**
 * Appends and syncs. On failure the bytes are taken back, as far as that is possible.
 *
 * With `writesAhead`, bytes that do not fit into the file as it is bring zeros behind them for those that follow. A sync
 * of bytes that lie inside the file has no new size to record, which is half of what a small sync costs.
 */
export function storeBytes(
  segment: Segment,
  bytes: Uint8Array,
  writesAhead: boolean,
  files: JournalFiles,
  done: (error: Error | undefined) => void,
): void {
  const end = segment.size + bytes.byteLength;
  const fail = (error: Error) => {
    segment.dirty = true;
    cutBehind(segment, files, () => done(error));
  };
  const sync = () =>
    files.fdatasync(segment.fd, (error) => {
      if (error) {
        segment.condemned = true;
        done(error);
        return;
      }
      segment.size = end;
      done(undefined);
    });
  const writeAhead = () =>
    files.write(segment.fd, zeros, end, (_full, written) => {
      // Where there is no room for zeros there may be for webhooks.
      segment.extent = end + written;
      sync();
    });
  const write = (from: number) =>
    files.write(segment.fd, bytes.subarray(from), segment.size + from, (error, written) => {
      if (error) fail(error);
      else if (from + written < bytes.byteLength) write(from + written);
      else if (end <= segment.extent) sync();
      else if (writesAhead) writeAhead();
      else {
        segment.extent = end;
        sync();
      }
    });
  if (!segment.dirty) write(0);
  else {
    cutBehind(segment, files, (error) => {
      if (error) done(error);
      else write(0);
    });
  }
}

/** Takes away whatever stands behind what is safe: zeros, or half a batch. */
export function cutBehind(
  segment: Segment,
  files: JournalFiles,
  done: (error: Error | null | undefined) => void,
): void {
  files.truncate(segment.fd, segment.size, (error) => {
    if (!error) {
      segment.extent = segment.size;
      segment.dirty = false;
    }
    done(error);
  });
}
