import { CmtgError } from '../../core/errors.js';
import type { LedgerFs } from './ledger-fs.js';
import { decodeRecord, type LedgerRecord } from './record.js';

/** A record as it was found. */
export type ReadRecord = LedgerRecord & { readonly seq: number };

/** Where the sound part of a ledger ends, and what stands behind it. */
export interface LedgerEnd {
  /** Bytes up to and with the last sound record. */
  readonly length: number;
  /** What a crash left behind the last sound record: at most the one record it cut. */
  readonly torn: Uint8Array;
  /** Number of the next record. */
  readonly nextSeq: number;
}

/**
 * Reads a ledger record by record. A crash may have cut the last record, which is then handed over as `torn`; damage
 * anywhere else means that somebody changed the file, and it is refused: guessing could send twice.
 */
export async function readLedger(
  path: string,
  fs: Pick<LedgerFs, 'read'>,
  onRecord: (record: ReadRecord) => void,
): Promise<LedgerEnd> {
  let length = 0;
  let nextSeq = 0;
  let damaged: Buffer | undefined;
  let rest = Buffer.alloc(0);

  const take = (line: Buffer, terminated: boolean): void => {
    if (damaged !== undefined) throw nextSeq > 0 || isHeaderStart(damaged) ? corrupt(path, nextSeq) : notALedger(path);
    const record = terminated ? decodeRecord(line.subarray(0, -1).toString('utf8')) : undefined;
    if (record === undefined) {
      damaged = Buffer.from(line);
      return;
    }
    if (record.seq !== nextSeq) throw corrupt(path, nextSeq);
    nextSeq++;
    length += line.byteLength;
    onRecord(record);
  };

  try {
    for await (const chunk of fs.read(path)) {
      let bytes = rest.byteLength === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        take(bytes.subarray(0, end + 1), true);
        bytes = bytes.subarray(end + 1);
      }
      rest = bytes;
    }
  } catch (cause) {
    if (cause instanceof CmtgError) throw cause;
    throw unreadable(path, cause);
  }
  if (rest.byteLength > 0) take(rest, false);
  if (nextSeq === 0 && damaged !== undefined && !isHeaderStart(damaged)) throw notALedger(path);
  return { length, torn: damaged ?? new Uint8Array(), nextSeq };
}

const headerStart = Buffer.from('{"seq":0,"type":"header"');

/** Whether a line that is no record could have been a header before something cut or changed it. */
function isHeaderStart(line: Buffer): boolean {
  const length = Math.min(line.byteLength, headerStart.byteLength);
  return line.subarray(0, length).equals(headerStart.subarray(0, length));
}

function notALedger(path: string): CmtgError {
  return new CmtgError(`${path} is not a ledger of cmtg.`, {
    code: 'ledger-foreign',
    category: 'input',
    hint: 'Give the ledger that the first run named; they stand under the state directory, in bulk/.',
  });
}

function corrupt(path: string, seq: number): CmtgError {
  return new CmtgError(`${path} is damaged at record ${seq}, and not only at its end.`, {
    code: 'ledger-corrupt',
    category: 'input',
    hint: 'A crash can cut the last record only, so something else changed this file. Compare it with CM’s message log before anything is sent again.',
  });
}

function unreadable(path: string, cause: unknown): CmtgError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new CmtgError(code === 'ENOENT' ? `${path} does not exist.` : `${path} cannot be read (${code}).`, {
    code: 'ledger-unreadable',
    category: 'input',
    hint: 'Give the ledger that the first run named; they stand under the state directory, in bulk/.',
    cause,
  });
}
