import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Two writers would tear each other's lines. Throws `journal-in-use`; a lock whose process is gone is taken over.
 *
 * A lock appears whole, by a link, so nobody reads one without an owner. A stale one is first moved aside, which only one
 * of several can do; whoever moved a new lock by mistake puts it back and gives way.
 */
export function lockJournal(path: string, processes: ProcessTable): JournalLock {
  const lockPath = lockPathOf(path);
  for (let round = 0; round < mostRounds; round++) {
    if (createLock(lockPath, processes.pid)) return { release: () => rmSync(lockPath, { force: true }) };
    const text = readLock(lockPath);
    const owner = parseOwner(text);
    if (owner !== undefined && owner !== processes.pid && processes.isAlive(owner)) break;
    if (text !== undefined && !moveAside(lockPath, text, processes.pid)) break;
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
  return parseOwner(readLock(lockPathOf(path)));
}

/** Each round finds either no lock or a stale one; more rounds mean that others come and go. */
const mostRounds = 5;

/** False when there is one already. */
function createLock(lockPath: string, pid: number): boolean {
  const own = `${lockPath}.${pid}`;
  const text = `${pid}\n`;
  writeFileSync(own, text, { mode: 0o600 });
  try {
    putWhole(own, lockPath, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Throws EEXIST when something is there. Some file systems have no links: there it appears in two steps. */
function putWhole(own: string, path: string, text: string): void {
  try {
    linkSync(own, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  }
}

/** Takes a stale lock away; false when another one stood there by then, which is put back. */
function moveAside(lockPath: string, stale: string, pid: number): boolean {
  const aside = `${lockPath}.${pid}.old`;
  try {
    renameSync(lockPath, aside);
  } catch {
    // Somebody else has moved it.
    return true;
  }
  const text = readLock(aside);
  try {
    if (text !== stale) putWhole(aside, lockPath, text ?? '');
  } catch {
    // A third one has come; we give way to that.
  }
  rmSync(aside, { force: true });
  return text === stale;
}

function readLock(lockPath: string): string | undefined {
  try {
    return readFileSync(lockPath, 'utf8');
  } catch {
    return undefined;
  }
}

function parseOwner(text: string | undefined): number | undefined {
  const pid = Number(text?.trim() || Number.NaN);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}
