import { closeSync, openSync, readSync } from 'node:fs';

const chunkSize = 64 * 1024;
const zeros = Buffer.alloc(chunkSize);

/** More zeros than a listener leaves behind, and a first batch that a power cut left empty before them. */
export const mostZeros = 64 * 1024 * 1024;

/**
 * Bytes of a journal up to the last that is no zero: a listener under load writes zeros ahead. What cannot be read is as
 * long as the system says.
 */
export function measureJournal(path: string, size: number): number {
  return inFile(path, size, (fd) => findEndOfData(fd, size));
}

/** Where the last line of a journal ends that is whole. */
export function findLastLineEnd(path: string, size: number): number {
  return inFile(path, size, (fd) => {
    for (let end = findEndOfData(fd, size); end > 0; end -= chunkSize) {
      const start = Math.max(0, end - chunkSize);
      const feed = readAt(fd, start, end - start).lastIndexOf(0x0a);
      if (feed >= 0) return start + feed + 1;
    }
    return 0;
  });
}

function inFile(path: string, size: number, look: (fd: number) => number): number {
  // A pipe has no size, and would be waited for.
  if (size === 0) return 0;
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    return look(fd);
  } catch {
    return size;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Where the zeros begin that stand just before `to`, as far as {@link mostZeros} of them; `to` when there are none. */
export function findEndOfData(fd: number, to: number): number {
  // A listener may have cut the file since its size was asked for.
  const from = Math.max(0, to - mostZeros);
  for (let end = to; end > from; ) {
    const start = Math.max(from, end - chunkSize);
    const chunk = readAt(fd, start, end - start);
    const last = chunk.at(-1);
    if (last !== undefined && last !== 0) return start + chunk.length;
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
