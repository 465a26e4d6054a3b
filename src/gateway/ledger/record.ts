import { crc32 } from 'node:zlib';
import type { Reason } from '../../core/wire/outcome.js';
import type { BulkPlan } from '../bulk/plan.js';

/** What is known of a message: accepted, rejected, unknown, not sent. One letter a message keeps outcomes short. */
export type StateLetter = 'a' | 'r' | 'u' | 'n';

/** One message of a request: row, line, chat ID, and which part (from 1) of how many when the row has several. */
export type IntentRow = readonly [row: number, line: number, to: string, part?: number, of?: number];

/** What there is to say about one message besides its state: its place in the intent, CM's code and words. */
export type OutcomeNote = readonly [
  place: number,
  errorCode: number | null,
  reason: Reason | null,
  details: string | null,
];

/** Rows that are left out because of findings. */
export interface RefusedRecord {
  readonly type: 'refused';
  readonly rows: readonly number[];
}

/** One run over the ledger begins. */
export interface RunRecord {
  readonly type: 'run';
  readonly at: string;
  readonly mode: 'start' | 'resume';
  readonly onUnknown: string;
  readonly tool: string;
}

/** These messages are about to be posted in one request. Durable before a byte of it leaves. */
export interface IntentRecord {
  readonly type: 'intent';
  readonly batch: number;
  readonly at: string;
  /** These messages may have been sent before, and sending them again was asked for. */
  readonly again?: true;
  readonly rows: readonly IntentRow[];
}

/** What became of an intent. */
export interface OutcomeRecord {
  readonly type: 'outcome';
  readonly batch: number;
  readonly at: string;
  readonly status: number | null;
  /** One {@link StateLetter} a message, in the order of the intent. */
  readonly states: string;
  readonly notes?: readonly OutcomeNote[];
}

/** A run ended in order. */
export interface EndRecord {
  readonly type: 'end';
  readonly at: string;
  readonly reason: string;
}

/** The first record: everything a later run needs. Never the product token. */
export interface HeaderRecord {
  readonly type: 'header';
  readonly version: 1;
  readonly at: string;
  readonly tool: string;
  readonly plan: BulkPlan;
}

export type LedgerRecord = HeaderRecord | RefusedRecord | RunRecord | IntentRecord | OutcomeRecord | EndRecord;

/** The line of a record: JSON with its sequence number in front and a CRC-32 of all the rest at the end. */
export function encodeRecord(seq: number, record: LedgerRecord): string {
  const json = JSON.stringify({ seq, ...record });
  return `${json.slice(0, -1)},"crc":"${checksum(json)}"}\n`;
}

/** The record of a line without its line break; undefined when the line is damaged. */
export function decodeRecord(line: string): (LedgerRecord & { readonly seq: number }) | undefined {
  const tail = /,"crc":"([0-9a-f]{8})"\}$/.exec(line.slice(-18));
  if (tail === null) return undefined;
  const json = `${line.slice(0, -18)}}`;
  if (checksum(json) !== tail[1]) return undefined;
  try {
    return JSON.parse(json) as LedgerRecord & { seq: number };
  } catch {
    return undefined;
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
