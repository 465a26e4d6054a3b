import { dirname } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import { openFailed } from './ledger-error.js';
import type { LedgerFile, LedgerFs } from './ledger-fs.js';
import { type ProcessTable, takeLock } from './lock.js';
import { readLedger } from './read-ledger.js';
import type { HeaderRecord, RunRecord } from './record.js';
import { type Replay, replayLedger } from './replay.js';
import { createRowStates, type RowStates, rowState } from './row-states.js';
import { createLedgerWriter, type LedgerWriter } from './write-ledger.js';

/** A ledger that this run alone may write to. */
export interface OpenLedger {
  readonly writer: LedgerWriter;
  readonly states: RowStates;
  readonly nextBatch: number;
  /** Closes the file and gives the lock back. */
  readonly close: () => Promise<void>;
}

export interface LedgerPorts {
  readonly fs: LedgerFs;
  readonly processes: ProcessTable;
}

/** Rows in one record: a line stays short enough to look at. */
const refusedPerRecord = 5000;

/**
 * Begins a ledger. When this returns, the file, its name, the header and the rows that are left out survive a loss of
 * power. Throws `ledger-exists` when there is a file of that name.
 */
export async function createLedger(
  path: string,
  records: { readonly header: HeaderRecord; readonly refused: readonly number[]; readonly run: RunRecord },
  { fs, processes }: LedgerPorts,
): Promise<OpenLedger> {
  const directory = dirname(path);
  let release: (() => Promise<void>) | undefined;
  try {
    await fs.makeDirectory(directory);
    release = await takeLock(path, fs, processes);
    const file = await createFile(path, fs);
    const writer = createLedgerWriter(file, 0);
    const { header, refused, run } = records;
    const states = createRowStates(header.plan.input.rows);
    const written = [writer.commit(header)];
    for (let start = 0; start < refused.length; start += refusedPerRecord) {
      const rows = refused.slice(start, start + refusedPerRecord);
      written.push(writer.commit({ type: 'refused', rows }));
      for (const row of rows) states.set(row, rowState.refused, 0);
    }
    written.push(writer.commit(run));
    await Promise.all(written);
    await fs.syncDirectory(directory);
    return { writer, states, nextBatch: 0, close: closer(writer, release) };
  } catch (error) {
    await release?.();
    throw openFailed(path, error);
  }
}

/**
 * Opens a ledger to go on with it. What a crash left behind its last sound record is kept in a file beside it, named
 * `…torn-<record>`, and `onTorn` hears of it. `allow` may look at the ledger and throw before anything is changed.
 */
export async function resumeLedger(
  path: string,
  options: {
    readonly createRun: (replay: Replay) => RunRecord;
    readonly allow: (replay: Replay) => Promise<void>;
    readonly onTorn: (keptAt: string) => void;
  },
  { fs, processes }: LedgerPorts,
): Promise<OpenLedger & { readonly replay: Replay }> {
  let release: (() => Promise<void>) | undefined;
  try {
    release = await takeLock(path, fs, processes);
    const replay = await replayLedger(path, fs);
    await options.allow(replay);
    const { end, states, nextBatch } = replay;
    const file = await fs.open(path);
    if (end.torn.byteLength > 0) options.onTorn(await setAside(path, end, file, fs));
    const writer = createLedgerWriter(file, end.nextSeq);
    await writer.commit(options.createRun(replay));
    return { replay, writer, states, nextBatch, close: closer(writer, release) };
  } catch (error) {
    await release?.();
    throw openFailed(path, error);
  }
}

async function setAside(path: string, end: Replay['end'], file: LedgerFile, fs: LedgerFs): Promise<string> {
  const aside = `${path}.torn-${end.nextSeq}`;
  // There may be one already, when the run that made it died before it could cut the ledger.
  await fs.remove(aside);
  const copy = await fs.create(aside);
  await copy.write(end.torn);
  await copy.sync();
  await copy.close();
  await fs.syncDirectory(dirname(path));
  await file.truncate(end.length);
  await file.sync();
  return aside;
}

/** Creates the file, or takes over one whose header a crash cut: nothing was sent over that. */
async function createFile(path: string, fs: LedgerFs): Promise<LedgerFile> {
  try {
    return await fs.create(path);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code !== 'EEXIST') {
      throw new CmtgError(`The ledger ${path} cannot be created (${code}).`, {
        code: 'ledger-write',
        category: 'input',
        hint: 'Give a place you may write to with --ledger FILE.',
        cause,
      });
    }
    if (!(await isStillborn(path, fs))) {
      throw new CmtgError(`${path} exists already.`, {
        code: 'ledger-exists',
        category: 'usage',
        hint: `Go on with that run: cmtg bulk resume ${path}. For a new run give another --ledger.`,
        cause,
      });
    }
    const file = await fs.open(path);
    await file.truncate(0);
    return file;
  }
}

/** Nothing but the beginning of a header: a file of another kind cannot even be read as a ledger. */
async function isStillborn(path: string, fs: LedgerFs): Promise<boolean> {
  try {
    return (await readLedger(path, fs, () => {})).nextSeq === 0;
  } catch {
    return false;
  }
}

/**
 * By now everything that was said to be durable is, and what failed has been reported: a file that does not close, or a
 * lock that stays behind a process that is over, changes nothing for whoever comes next.
 */
function closer(writer: LedgerWriter, release: () => Promise<void>): () => Promise<void> {
  return async () => {
    await writer.close().catch(() => {});
    await release();
  };
}
