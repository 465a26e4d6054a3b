import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { CmtgError } from '../../core/errors.js';

/** What can be told about processes of this machine. */
export interface ProcessTable {
  /** Number of this process. */
  readonly pid: number;
  isAlive(pid: number): boolean;
}

/** Held until `release`. */
export interface JournalLock {
  release(): void;
}

/** The lock of a journal lies beside it. */
export function lockPathOf(path: string): string {
  return `${path}.lock`;
}

/** Two writers would tear each other's lines. Throws `journal-in-use`; a lock whose process is gone is taken over. */
export function lockJournal(path: string, processes: ProcessTable): JournalLock {
  const lockPath = lockPathOf(path);
  // The second round is for the lock that was taken away in the first.
  for (let round = 0; round < 2; round++) {
    const fd = createLock(lockPath);
    if (fd !== undefined) {
      writeSync(fd, `${processes.pid}\n`);
      closeSync(fd);
      return { release: () => rmSync(lockPath, { force: true }) };
    }
    const owner = readLockOwner(path);
    if (owner !== undefined && owner !== processes.pid && processes.isAlive(owner)) break;
    rmSync(lockPath, { force: true });
  }
  const owner = readLockOwner(path);
  throw new CmtgError(`${path} is in use by another cmtg${owner === undefined ? '' : ` (process ${owner})`}.`, {
    code: 'journal-in-use',
    category: 'input',
    hint: `Name another file with --journal, or remove ${lockPath} when no cmtg is running.`,
  });
}

/** The process that writes to a journal, when its lock tells. */
export function readLockOwner(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(lockPathOf(path), 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function createLock(lockPath: string): number | undefined {
  try {
    return openSync(lockPath, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}
