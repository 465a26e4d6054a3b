import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { CmtgError } from '../../core/errors.js';
import { findEndOfData, mostZeros, readAt } from './end-of-data.js';
import { linePrefix, longestLine, mayBeginLine, parseLine } from './line.js';

/** Where an existing journal goes on. */
export interface Recovery {
  /** Bytes that are good. */
  readonly size: number;
  readonly lastSeq: number;
  /** What an unclean end left behind, moved out of the way. */
  readonly torn?: { readonly file: string; readonly bytes: number };
}

const chunkSize = 256 * 1024;

/**
 * Finds the last good line of a journal that is open at `fd`, and moves whatever stands after it to `PATH.torn-<n>`; zeros
 * that wait for lines are cut off.
 *
 * Only a crash or a full disk leaves such a tail, and nothing in it was ever acknowledged: the 200 waits for the sync.
 * Throws `not-a-journal` for a file that is something else, and changes nothing in it.
 */
export function recoverJournal(fd: number, path: string): Recovery {
  const total = fstatSync(fd).size;
  // Zeros at the very end were written ahead, and nothing has come there.
  const end = findEndOfData(fd, total);
  const good = findLastGoodLine(fd, end);
  if (good === undefined && !looksTorn(fd, total)) {
    throw new CmtgError(`${path} is not a journal of cmtg, so nothing is appended to it.`, {
      code: 'not-a-journal',
      category: 'input',
      hint: 'Name a new file with --journal.',
    });
  }
  const size = good?.end ?? 0;
  const lastSeq = good?.seq ?? 0;
  if (size === total) return { size, lastSeq };
  const torn = end === size ? undefined : { file: copyAside(fd, size, end, path), bytes: end - size };
  ftruncateSync(fd, size);
  fsyncSync(fd);
  return torn === undefined ? { size, lastSeq } : { size, lastSeq, torn };
}

/** Reads from the end, line by line, until one is good. */
function findLastGoodLine(fd: number, total: number): { end: number; seq: number } | undefined {
  // The bytes from `start` on that have not been judged yet.
  let start = total;
  let buffer: Buffer = Buffer.alloc(0);
  for (;;) {
    const end = buffer.lastIndexOf(0x0a);
    const before = end <= 0 ? -1 : buffer.lastIndexOf(0x0a, end - 1);
    if (end >= 0 && (before >= 0 || start === 0)) {
      const seq = readSeq(buffer.toString('utf8', before + 1, end));
      if (seq !== undefined) return { end: start + end + 1, seq };
      buffer = buffer.subarray(0, before + 1);
    } else if (start === 0 || buffer.length > longestLine) {
      return undefined;
    } else {
      const count = Math.min(start, Math.max(chunkSize, buffer.length));
      start -= count;
      buffer = Buffer.concat([readAt(fd, start, count), buffer]);
    }
  }
}

function readSeq(text: string): number | undefined {
  const line = parseLine(text);
  if (line.type === 'webhook') return line.webhook.seq;
  return line.type === 'other' ? line.seq : undefined;
}

/** A journal whose very first write was cut off, or never came: but more zeros than that are something else. */
function looksTorn(fd: number, total: number): boolean {
  const head = readAt(fd, 0, linePrefix.length);
  return mayBeginLine(head) && (head[0] !== 0 || total <= mostZeros);
}

function copyAside(fd: number, from: number, to: number, path: string): string {
  for (let n = 1; ; n++) {
    const file = `${path}.torn-${n}`;
    let target: number;
    try {
      target = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    try {
      for (let at = from; at < to; at += chunkSize) writeSync(target, readAt(fd, at, Math.min(chunkSize, to - at)));
      fsyncSync(target);
    } finally {
      closeSync(target);
    }
    return file;
  }
}
