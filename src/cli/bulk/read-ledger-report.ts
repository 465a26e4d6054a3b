import { createReadStream } from 'node:fs';
import type { BulkPlan } from '../../gateway/bulk/plan.js';
import type { LedgerFs } from '../../gateway/ledger/ledger-fs.js';
import type { IntentRecord, IntentRow, OutcomeRecord } from '../../gateway/ledger/record.js';
import { type Replay, replayLedger } from '../../gateway/ledger/replay.js';
import type { BulkFigures } from '../../render/bulk-progress.js';

/** Outcomes within one stretch of time. */
export interface TimeBucket {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  readonly notSent: number;
}

/** What a ledger amounts to. */
export interface LedgerReport {
  readonly path: string;
  readonly plan: BulkPlan;
  readonly figures: BulkFigures;
  readonly replay: Replay;
  /** CM's error codes of rejected messages, with how often each came. */
  readonly codes: ReadonlyMap<number, number>;
  /** Why messages are unknown or were not sent, with how often. */
  readonly reasons: ReadonlyMap<string, number>;
  /** Outcomes over time. */
  readonly buckets: readonly TimeBucket[];
  readonly bucketMs: number;
  /** Rows that a living run waits to hear of. */
  readonly underWay: ReadonlySet<number>;
}

/** Sees every message with what became of it; without an outcome it is unknown, or still under way. */
export type OnOutcome = (
  row: IntentRow,
  letter: string,
  code: number | null,
  reason: string | null,
  details: string | null,
  at: string,
) => void;

/** The word for a message whose outcome was not recorded, in the place of a reason. */
export const unrecorded = { cutOff: 'no-outcome', underWay: 'under-way' } as const;

const mostBuckets = 240;

/** Reads a ledger for status and reports. `isRunning` tells that a living run has its lock. */
export async function readLedgerReport(
  path: string,
  fs: Pick<LedgerFs, 'read'>,
  { onOutcome, isRunning = false }: { readonly onOutcome?: OnOutcome; readonly isRunning?: boolean } = {},
): Promise<LedgerReport> {
  const codes = new Map<number, number>();
  const reasons = new Map<string, number>();
  const timeline = createTimeline();
  const intents = new Map<number, IntentRecord>();
  const take = (record: OutcomeRecord): void => {
    const rows = intents.get(record.batch)?.rows;
    intents.delete(record.batch);
    const at = Date.parse(record.at);
    for (const [place, letter, code, reason, details] of readOutcome(record)) {
      timeline.add(at, letter);
      if (letter === 'r') increase(codes, code ?? 0);
      else if (letter !== 'a') increase(reasons, reason ?? 'unknown');
      const row = rows?.[place];
      if (row !== undefined) onOutcome?.(row, letter, code, reason, details, record.at);
    }
  };
  /** A run that ends in whatever way leaves nothing under way: what has no outcome by then never gets one. */
  const cutOff = (): void => {
    for (const { rows, at } of intents.values()) {
      for (const row of rows) {
        timeline.add(Date.parse(at), 'u');
        increase(reasons, unrecorded.cutOff);
        onOutcome?.(row, 'u', null, unrecorded.cutOff, 'the run was cut off before the outcome was recorded', at);
      }
    }
    intents.clear();
  };
  const replay = await replayLedger(path, fs, (record) => {
    if (record.type === 'run') cutOff();
    else if (record.type === 'intent') intents.set(record.batch, record);
    else if (record.type === 'outcome') take(record);
  });
  const underWay = new Set<number>();
  if (isRunning && replay.ended === undefined) {
    for (const { rows, at } of intents.values()) {
      for (const row of rows) {
        underWay.add(row[0]);
        onOutcome?.(row, 'u', null, unrecorded.underWay, null, at);
      }
    }
  } else cutOff();
  const { plan } = replay.header;
  const { counts } = replay.states;
  return {
    path,
    plan,
    replay,
    figures: {
      total: plan.input.selected,
      ...counts,
      unknown: counts.unknown - underWay.size,
      underWay: underWay.size,
    },
    underWay,
    codes,
    reasons,
    ...timeline.finish(),
  };
}

/** Goes once more through what a report was made of, and no further: a living run writes on. */
export async function readAgain({ path, replay, underWay }: LedgerReport, onOutcome: OnOutcome): Promise<void> {
  const read = () => createReadStream(path, { highWaterMark: 256 * 1024, end: replay.end.length - 1 });
  await readLedgerReport(path, { read }, { onOutcome, isRunning: underWay.size > 0 });
}

type Told = [place: number, letter: string, code: number | null, reason: string | null, details: string | null];

/** What an outcome says message by message: a note holds for all that were not accepted, until the next one. */
function* readOutcome({ states, notes = [] }: OutcomeRecord): Generator<Told> {
  let at = 0;
  for (let place = 0; place < states.length; place++) {
    const letter = states[place] ?? 'u';
    while ((notes[at + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= place) at++;
    const [, code = null, reason = null, details = null] = letter === 'a' ? [] : (notes[at] ?? []);
    yield [place, letter, code, reason, details];
  }
}

function increase<Key>(map: Map<Key, number>, key: Key): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

type Counts = { -readonly [Key in keyof TimeBucket]: TimeBucket[Key] };

/** Buckets of one second that double whenever there are too many: a run of a day takes no more room than one of a minute. */
function createTimeline() {
  let bucketMs = 1000;
  let buckets = new Map<number, Counts>();
  const fields = { a: 'accepted', r: 'rejected', u: 'unknown', n: 'notSent' } as const;
  const bucketAt = (at: number): Counts => {
    const start = Math.floor(at / bucketMs) * bucketMs;
    const known = buckets.get(start);
    if (known !== undefined) return known;
    const fresh = { at: start, accepted: 0, rejected: 0, unknown: 0, notSent: 0 };
    buckets.set(start, fresh);
    return fresh;
  };
  const double = (): void => {
    bucketMs *= 2;
    const before = buckets;
    buckets = new Map();
    for (const bucket of before.values()) {
      const into = bucketAt(bucket.at);
      for (const field of Object.values(fields)) into[field] += bucket[field];
    }
  };
  return {
    add(at: number, letter: string): void {
      if (Number.isNaN(at)) return;
      bucketAt(at)[fields[letter as keyof typeof fields] ?? 'unknown']++;
      while (buckets.size > mostBuckets) double();
    },
    finish: () => ({ buckets: [...buckets.values()].sort((a, b) => a.at - b.at), bucketMs }),
  };
}
