import type { CmtgError } from '../../core/errors.js';
import { writeFailed } from './ledger-error.js';
import type { LedgerFile } from './ledger-fs.js';
import { encodeRecord, type LedgerRecord } from './record.js';

/** Appends records to a ledger. */
export interface LedgerWriter {
  /** Resolves once the record, and everything appended before it, survives a loss of power. */
  commit(record: LedgerRecord): Promise<void>;
  /** The first failure. Nothing is written after it, and nothing may be posted. */
  readonly failure: CmtgError | undefined;
  /** Waits for what is under way and closes the file. */
  close(): Promise<void>;
}

/**
 * Writes records in the order of the calls. Whoever calls while a write is under way shares the next one, so that several
 * workers cost one sync. After a failed write or sync the ledger is dead: the kernel may have dropped what it could not
 * write, and a second sync would report success all the same (“fsyncgate”, LWN 752063).
 */
export function createLedgerWriter(file: LedgerFile, firstSeq: number): LedgerWriter {
  let seq = firstSeq;
  let lines = '';
  let waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let flushing: Promise<void> | undefined;
  let failure: CmtgError | undefined;

  const flush = async (): Promise<void> => {
    while (lines !== '' && failure === undefined) {
      // Lets everybody who is ready now join in. It also lets the requests that the last sync released begin, before a
      // next write can fail: what is posted was announced while the ledger was sound.
      await new Promise((resolve) => setImmediate(resolve));
      const bytes = Buffer.from(lines, 'utf8');
      const served = waiting;
      lines = '';
      waiting = [];
      try {
        await file.write(bytes);
        await file.sync();
        for (const { resolve } of served) resolve();
      } catch (cause) {
        failure = writeFailed(cause);
        for (const { reject } of [...served, ...waiting]) reject(failure);
        waiting = [];
      }
    }
    flushing = undefined;
  };

  return {
    commit(record) {
      if (failure !== undefined) return Promise.reject(failure);
      lines += encodeRecord(seq++, record);
      const done = new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
      flushing ??= flush();
      return done;
    },
    get failure() {
      return failure;
    },
    async close() {
      while (flushing !== undefined) await flushing;
      await file.close();
    },
  };
}
