import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import type { LedgerFs } from './ledger-fs.js';

/** Whom a lock names. */
export interface LockOwner {
  readonly host: string;
  readonly pid: number;
  /** When the process started, in whatever unit the system counts; tells two processes of the same number apart. */
  readonly started: string;
}

/** Tells about processes of this machine. */
export interface ProcessTable {
  readonly self: LockOwner;
  /** When a process of this machine started; undefined when there is none of that number. */
  started(pid: number): Promise<string | undefined>;
}

/**
 * Takes the lock of a ledger and returns how to release it; throws `ledger-locked` when a living run has it. Two resumes
 * over one ledger are the easiest way to send twice.
 *
 * Locks are numbered, and each is created as the successor of the highest there is, so of two runs that both find a dead
 * owner only one gets the next number. Whoever got one looks again: a lock of somebody living, however it came there,
 * means to give way.
 */
export async function takeLock(ledger: string, fs: LedgerFs, table: ProcessTable): Promise<() => Promise<void>> {
  const before = await findLocks(ledger, fs);
  for (const lock of before) await giveWay(lock, ledger, fs, table);
  const number = Math.max(0, ...before.map((lock) => lock.number)) + 1;
  const path = `${ledger}.lock.${number}`;
  const { self } = table;
  if (!(await fs.createComplete(path, JSON.stringify(self)))) throw locked(ledger, undefined);
  // A lock that cannot be removed is as good as none once its owner is dead.
  const remove = (file: string): Promise<void> => fs.remove(file).catch(() => {});
  const release = (): Promise<void> => remove(path);
  try {
    for (const lock of await findLocks(ledger, fs)) {
      if (lock.path !== path) await giveWay(lock, ledger, fs, table);
    }
  } catch (error) {
    await release();
    throw error;
  }
  for (const lock of before) await remove(lock.path);
  return release;
}

/** Who runs over a ledger at the moment, as far as its locks tell; a process of another machine counts as living. */
export async function findOwner(
  ledger: string,
  fs: Pick<LedgerFs, 'list' | 'readSmall'>,
  table: ProcessTable,
): Promise<LockOwner | undefined> {
  for (const { path } of await findLocks(ledger, fs)) {
    const owner = readOwner((await fs.readSmall(path)) ?? '');
    if (owner !== undefined && (await mayLive(owner, table))) return owner;
  }
  return undefined;
}

interface Lock {
  readonly path: string;
  readonly number: number;
}

async function findLocks(ledger: string, fs: Pick<LedgerFs, 'list'>): Promise<Lock[]> {
  const directory = dirname(ledger);
  const start = `${basename(ledger)}.lock.`;
  return (await fs.list(directory)).flatMap((name) => {
    const rest = name.startsWith(start) ? name.slice(start.length) : '';
    return /^\d{1,9}$/.test(rest) ? [{ path: join(directory, name), number: Number(rest) }] : [];
  });
}

/** Throws when the owner of a lock may be alive. */
async function giveWay({ path }: Lock, ledger: string, fs: LedgerFs, table: ProcessTable): Promise<void> {
  const text = await fs.readSmall(path);
  if (text === undefined) return;
  const owner = readOwner(text);
  if (owner === undefined) throw locked(ledger, undefined, path);
  if (await mayLive(owner, table)) throw locked(ledger, owner, path);
}

/** Nothing can be found out about a process of another machine. */
async function mayLive({ host, pid, started }: LockOwner, table: ProcessTable): Promise<boolean> {
  return host !== table.self.host || (await table.started(pid)) === started;
}

function readOwner(text: string): LockOwner | undefined {
  try {
    const { host, pid, started } = JSON.parse(text) as Record<string, unknown>;
    return typeof host === 'string' && typeof pid === 'number' && typeof started === 'string'
      ? { host, pid, started }
      : undefined;
  } catch {
    return undefined;
  }
}

function locked(ledger: string, owner: LockOwner | undefined, path?: string): CmtgError {
  const who = owner === undefined ? 'another run' : `process ${owner.pid} on ${owner.host}`;
  return new CmtgError(`${ledger} is in use by ${who}.`, {
    code: 'ledger-locked',
    category: 'usage',
    hint:
      path === undefined || owner?.host === hostname()
        ? 'Wait until it ends, or stop it with Ctrl-C; two runs over one ledger would send twice.'
        : `If that run is certainly over, remove ${path} and try again.`,
  });
}
