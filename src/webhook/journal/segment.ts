import type { JournalFiles } from './journal-files.js';
import { type JournalLock, lockJournal, type ProcessTable } from './lock.js';
import { type Recovery, recoverJournal } from './recover.js';
import { createSyncLanes, type SyncLanes } from './sync-lanes.js';

/** One file of a journal, open for writing. A run has one; another follows when a sync failed. */
export interface Segment {
  readonly path: string;
  readonly fd: number;
  /** Descriptors of the file, `fd` among them: one for each lane. */
  readonly fds: readonly number[];
  readonly lanes: SyncLanes;
  readonly lock: JournalLock;
  readonly recovery: Recovery;
  /** Bytes that are certainly on the disk. */
  size: number;
  /** Where the next batch begins: those between `size` and here are being synced. */
  end: number;
  /** Where the file ends: what stands between `end` and here was written ahead, and is zeros. */
  extent: number;
  /** Half a batch may stand behind `end`. */
  dirty: boolean;
}

/** Opens, locks and recovers a file. Throws what the system says, `journal-in-use` or `not-a-journal`. */
export function openSegment(path: string, files: JournalFiles, processes: ProcessTable): Segment {
  const fd = files.open(path);
  let lock: JournalLock | undefined;
  try {
    lock = lockJournal(path, processes);
    const recovery = recoverJournal(fd, path);
    const { size } = recovery;
    const again = files.openAgain(path, fd);
    const fds = again === undefined ? [fd] : [fd, again];
    const lanes = createSyncLanes(fds, files);
    return { path, fd, fds, lanes, lock, recovery, size, end: size, extent: size, dirty: false };
  } catch (error) {
    lock?.release();
    files.close(fd);
    throw error;
  }
}

/** Ends with a file: it holds its lines and nothing else, but for one whose sync failed, which is left as it is. */
export async function closeSegment(segment: Segment, files: JournalFiles): Promise<void> {
  if (isUntidy(segment)) await new Promise((resolve) => cutBehind(segment, files, resolve));
  for (const fd of segment.fds) files.close(fd);
}

/** Whether there is something behind the batches that can be cut off. A file whose sync failed is left as it is. */
export function isUntidy({ lanes, extent, end, dirty }: Segment): boolean {
  return !lanes.hasFailed && (extent > end || dirty);
}

/** The file after `path` when that can no longer be trusted: `run.ndjson`, `run.2.ndjson`, `run.3.ndjson`. */
export function nameSegment(path: string, number: number): string {
  if (number === 1) return path;
  const match = /^(.*?)(\.ndjson)?$/s.exec(path);
  return `${match?.[1] ?? path}.${number}${match?.[2] ?? ''}`;
}

/** Under load this much of the file is filled with zeros before it is needed, in bytes. */
const aheadBytes = 256 * 1024;
const zeros = Buffer.alloc(aheadBytes);

/**
 * Writes a batch behind the others, through the descriptor that it will be synced through. On failure its bytes are taken
 * back, as far as that is possible.
 *
 * With `writesAhead`, bytes that do not fit into the file as it is bring zeros behind them for those that follow. A sync
 * of bytes that lie inside the file has no new size to record, which is half of what a small sync costs.
 */
export function writeBatch(
  segment: Segment,
  fd: number,
  bytes: Uint8Array,
  writesAhead: boolean,
  files: JournalFiles,
  done: (error: Error | undefined) => void,
): void {
  const start = segment.end;
  const end = start + bytes.byteLength;
  const succeed = (extent: number) => {
    segment.end = end;
    segment.extent = Math.max(segment.extent, extent);
    done(undefined);
  };
  const fail = (error: Error) => {
    segment.dirty = true;
    cutBehind(segment, files, () => done(error));
  };
  const write = (from: number) =>
    files.write(fd, bytes.subarray(from), start + from, (error, written) => {
      if (error) fail(error);
      else if (from + written < bytes.byteLength) write(from + written);
      else if (end <= segment.extent || !writesAhead) succeed(end);
      // Where there is no room for zeros there may be for webhooks.
      else files.write(fd, zeros, end, (_full, ahead) => succeed(end + ahead));
    });
  if (!segment.dirty) write(0);
  else {
    cutBehind(segment, files, (error) => {
      if (error) done(error);
      else write(0);
    });
  }
}

/** Takes away whatever stands behind the batches: zeros, or half a batch. */
export function cutBehind(
  segment: Segment,
  files: JournalFiles,
  done: (error: Error | null | undefined) => void,
): void {
  files.truncate(segment.fd, segment.end, (error) => {
    if (!error) {
      segment.extent = segment.end;
      segment.dirty = false;
    }
    done(error);
  });
}
