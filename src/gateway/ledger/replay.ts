import { CmtgError } from '../../core/errors.js';
import type { LedgerFs } from './ledger-fs.js';
import { type LedgerEnd, type ReadRecord, readLedger } from './read-ledger.js';
import type { HeaderRecord, IntentRecord, OutcomeRecord } from './record.js';
import { createRowStates, type RowStates, rowState } from './row-states.js';

/** What a ledger says. */
export interface Replay {
  readonly header: HeaderRecord;
  readonly states: RowStates;
  readonly end: LedgerEnd;
  readonly nextBatch: number;
  /** How often a run was begun over it. */
  readonly runs: number;
  /** Messages that were posted again although they may have been sent before. */
  readonly resent: number;
  /** When the first and the last record was written; for people, never for decisions. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** Why the last run ended; undefined when it did not end in order. */
  readonly ended: string | undefined;
}

/** Reads a ledger from its beginning. `onRecord` sees every record on the way. */
export async function replayLedger(
  path: string,
  fs: Pick<LedgerFs, 'read'>,
  onRecord?: (record: ReadRecord) => void,
): Promise<Replay> {
  let header: HeaderRecord | undefined;
  let states = createRowStates(0);
  let nextBatch = 0;
  let runs = 0;
  let resent = 0;
  let lastAt = '';
  let ended: string | undefined;
  const open = new Map<number, IntentRecord>();

  const end = await readLedger(path, fs, (record) => {
    if ('at' in record) lastAt = record.at;
    switch (record.type) {
      case 'header':
        if (record.version !== 1) throw newer(path, record.version);
        header = record;
        states = createRowStates(record.plan.input.rows);
        break;
      case 'refused':
        for (const row of record.rows) states.set(row, rowState.refused, 0);
        break;
      case 'run':
        // What an earlier run left open stays unknown.
        open.clear();
        runs++;
        ended = undefined;
        break;
      case 'intent':
        open.set(record.batch, record);
        nextBatch = Math.max(nextBatch, record.batch + 1);
        if (record.again) resent += record.rows.length;
        applyIntent(record, states);
        break;
      case 'outcome': {
        const intent = open.get(record.batch);
        if (intent !== undefined) applyOutcome(intent, record, states);
        open.delete(record.batch);
        break;
      }
      case 'end':
        ended = record.reason;
        break;
    }
    onRecord?.(record);
  });
  if (header === undefined) throw empty(path);
  return { header, states, end, nextBatch, runs, resent, firstAt: header.at, lastAt, ended };
}

/** From the intent on, until an outcome says more, nothing is known of these rows. */
export function applyIntent({ rows }: Pick<IntentRecord, 'rows'>, states: RowStates): void {
  for (const { 0: row } of rows) states.set(row, rowState.unknown, states.parts(row));
}

/** What the outcome says about the rows of its intent. */
export function applyOutcome(
  { rows, again }: Pick<IntentRecord, 'rows' | 'again'>,
  { states: letters }: Pick<OutcomeRecord, 'states'>,
  states: RowStates,
): void {
  // By index, because a bulk run comes through here with every message.
  let place = 0;
  for (const { 0: row, 3: part = 1, 4: of = 1 } of rows) {
    const accepted = states.parts(row);
    switch (letters[place++]) {
      case 'a':
        // A row with several parts is accepted with its last one.
        states.set(row, part === of ? rowState.accepted : rowState.none, part);
        break;
      case 'r':
        states.set(row, rowState.rejected, accepted);
        break;
      case 'n':
        // That a second try certainly sent nothing says nothing about the first one.
        states.set(row, again ? rowState.unknown : rowState.none, accepted);
        break;
      default:
        states.set(row, rowState.unknown, accepted);
    }
  }
}

function newer(path: string, version: number): CmtgError {
  return new CmtgError(`${path} has version ${version}, which this cmtg does not know.`, {
    code: 'ledger-version',
    category: 'input',
    hint: 'Use the version of cmtg that wrote it, or a newer one.',
  });
}

function empty(path: string): CmtgError {
  return new CmtgError(`${path} holds no header: the run ended before anything was sent.`, {
    code: 'ledger-empty',
    category: 'input',
    hint: 'Nothing was sent. Delete it and start the run again.',
  });
}
