import { closeSync, openSync, readSync } from 'node:fs';

const chunkSize = 64 * 1024;
const zeros = Buffer.alloc(chunkSize);

/**
 * Bytes of a journal up to the last that is no zero: a listener under load writes zeros ahead. What cannot be read is as
 * long as the system says.
 */
export function measureJournal(path: string, size: number): number {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    return findEndOfData(fd, 0, size);
  } catch {
    return size;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Where the zeros begin that stand just before `to`: `to` when there are none, `from` when there is nothing else. */
export function findEndOfData(fd: number, from: number, to: number): number {
  const last = readAt(fd, to - 1, Math.min(1, to - from));
  if (last[0] !== 0) return to;
  for (let end = to; end > from; ) {
    const start = Math.max(from, end - chunkSize);
    const chunk = readAt(fd, start, end - start);
    if (!chunk.equals(zeros.subarray(0, chunk.length))) return start + chunk.findLastIndex((byte) => byte !== 0) + 1;
    end = start;
  }
  return from;
}

/** Reads as many bytes as there are. */
export function readAt(fd: number, at: number, count: number): Buffer {
  const buffer = Buffer.alloc(count);
  let filled = 0;
  while (filled < count) {
    const read = readSync(fd, buffer, filled, count - filled, at + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}
