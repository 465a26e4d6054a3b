import {
  closeSync,
  constants,
  fchmodSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncate,
  openSync,
  read,
  writeSync,
} from 'node:fs';
import { platform } from 'node:os';
import { dirname } from 'node:path';
import { makeFolder } from '../../input/make-folder.js';

/** The system calls of the journal. Tests pass their own to let the disk fill up or break. */
export interface JournalFiles {
  /** Opens for reading and writing, creates with mode 0600, follows no symbolic link in the last step. Throws. */
  open(path: string): number;
  /**
   * Opens the same file once more, so that two syncs may run at a time, where it is known that both are told of an error;
   * undefined elsewhere.
   */
  openAgain(path: string, fd: number): number | undefined;
  /** May write less than asked for. Blocks for as long as it takes to copy the bytes into the system's cache. */
  write(fd: number, bytes: Uint8Array, at: number, done: (error: Error | null, written: number) => void): void;
  fdatasync(fd: number, done: (error: Error | null) => void): void;
  truncate(fd: number, size: number, done: (error: Error | null) => void): void;
  read(fd: number, into: Uint8Array, at: number, done: (error: Error | null, count: number) => void): void;
  close(fd: number): void;
}

export const nodeFiles: JournalFiles = {
  open: openJournalFile,
  openAgain: platform() === 'linux' ? openSameFile : () => undefined,
  write: writeNow,
  fdatasync,
  truncate: ftruncate,
  read: (fd, into, at, done) => read(fd, into, 0, into.byteLength, at, done),
  close: closeSync,
};

/** Handing a batch to another thread takes longer than this does; only the sync after it waits for the disk. */
function writeNow(
  fd: number,
  bytes: Uint8Array,
  at: number,
  done: (error: Error | null, written: number) => void,
): void {
  let written = 0;
  try {
    written = writeSync(fd, bytes, 0, bytes.byteLength, at);
  } catch (error) {
    done(error as Error, 0);
    return;
  }
  done(null, written);
}

function openJournalFile(path: string): number {
  const folder = dirname(path);
  makeFolder(folder);
  const { O_RDWR, O_CREAT, O_NOFOLLOW = 0 } = constants;
  const fd = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
  try {
    // The mode above is for new files only: one that was there keeps its own, and what people write is nobody's business.
    if (fstatSync(fd).isFile()) fchmodSync(fd, 0o600);
    syncFolder(folder);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return fd;
}

/** Undefined when it cannot be opened, or is another file by now. */
function openSameFile(path: string, fd: number): number | undefined {
  let again: number | undefined;
  try {
    again = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW);
    const [first, second] = [fstatSync(fd), fstatSync(again)];
    if (first.isFile() && first.dev === second.dev && first.ino === second.ino) return again;
  } catch {
    // One lane is enough.
  }
  if (again !== undefined) closeSync(again);
  return undefined;
}

/** A new file outlives a power cut only when its directory entry is on the disk too. */
function syncFolder(folder: string): void {
  let fd: number | undefined;
  try {
    fd = openSync(folder, constants.O_RDONLY);
    fsyncSync(fd);
  } catch {
    // Some file systems cannot sync a directory; the records themselves are synced all the same.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
