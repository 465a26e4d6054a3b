import type { HttpFunction } from '../../../src/core/wire/http.js';
import { TransportError } from '../../../src/core/wire/http.js';
import type { BulkPlan } from '../../../src/gateway/bulk/plan.js';
import { type BulkRow, createReference } from '../../../src/gateway/bulk/row.js';
import { runBulk } from '../../../src/gateway/bulk/run-bulk.js';
import type { ProcessTable } from '../../../src/gateway/ledger/lock.js';
import { createLedger, type OpenLedger, resumeLedger } from '../../../src/gateway/ledger/open-ledger.js';
import { replayLedger } from '../../../src/gateway/ledger/replay.js';
import { rowState } from '../../../src/gateway/ledger/row-states.js';
import { createSimulatedFs, type SimulatedFs } from './simulated-fs.js';

export interface PowerLossResult {
  /** What is wrong, in words; empty when nothing is. */
  readonly problems: readonly string[];
  readonly losses: number;
  readonly unknown: number;
}

const path = '/disk/run.jsonl';
const campaign = '0'.repeat(32);

/** One campaign on a disk that loses power again and again; everything follows from the seed. */
export async function losePower(seed: number): Promise<PowerLossResult> {
  const random = createRandom(seed);
  const size = 1 + Math.floor(random() * 60);
  const rows = createRows(size, random() < 0.3 ? 2 : 1);
  const policy = random() < 0.5 ? 'skip' : 'resend';
  const pace = {
    rate: null,
    batch: 1 + Math.floor(random() * 12),
    concurrency: 1 + Math.floor(random() * 3),
    window: 0,
  };
  const plan = toPlan(size, pace);
  const taken = new Map<string, number>();
  const announced = new Map<string, number>();
  const faults = random() * 0.3;
  let doubtful = 0;
  let fs = createSimulatedFs(random, 1 + Math.floor(random() * 40));
  let losses = 0;
  let now = 0;

  for (let run = 0; run < 60; run++) {
    const clock = {
      now: () => now,
      sleep: async (ms: number) => {
        now += ms;
      },
    };
    const current = fs;
    const http: HttpFunction = async (request) => {
      if (current.dead) return new Promise(() => {});
      const { messages } = JSON.parse(String(request.body)) as {
        messages: { msg: { to: { number: string }[]; reference: string }[] };
      };
      const fails = random() < faults;
      const processed = !fails || random() < 0.5;
      if (processed) for (const { reference } of messages.msg) taken.set(reference, (taken.get(reference) ?? 0) + 1);
      if (fails) doubtful++;
      // The power may go while the answer is on its way.
      if (random() < 0.02) current.cut();
      if (current.dead) return new Promise(() => {});
      await Promise.resolve();
      if (fails) throw new TransportError('gone', { failure: 'reset', written: true });
      const entries = messages.msg.map(({ to, reference }) => ({ to: to[0]?.number, reference, status: 'Accepted' }));
      return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify({ messages: entries })) };
    };
    const over = await Promise.race([
      attempt(current, plan, rows, policy, http, clock, random, announced),
      current.death,
    ]);
    if (over === 'done') break;
    if (over === 'dead') losses++;
    fs = current.restart(run > 25 ? undefined : 1 + Math.floor(random() * 80));
  }

  const healthy = fs.restart();
  const problems: string[] = [];
  const { states } = await replayLedger(path, healthy);
  for (const row of rows) {
    const state = states.state(row.index);
    for (let part = 0; part < row.parts.length; part++) {
      const reference = createReference(campaign, row.line, row.to, part);
      const times = taken.get(reference) ?? 0;
      if (times > 1 + (announced.get(reference) ?? 0))
        problems.push(`row ${row.index} part ${part} taken ${times} times`);
      if (state === rowState.accepted && times === 0)
        problems.push(`row ${row.index} is accepted but was never posted`);
    }
    if (state === rowState.none) problems.push(`row ${row.index} was left out`);
  }
  const { unknown } = states.counts;
  const window = pace.batch * pace.concurrency;
  if (unknown > window * (losses + doubtful)) problems.push(`${unknown} unknown`);
  return { problems, losses, unknown };
}

async function attempt(
  fs: SimulatedFs,
  plan: BulkPlan,
  rows: readonly BulkRow[],
  policy: 'skip' | 'resend',
  http: HttpFunction,
  clock: { now(): number; sleep(ms: number): Promise<void> },
  random: () => number,
  announced: Map<string, number>,
): Promise<'done' | 'again'> {
  const self = { host: 'host', pid: 1, started: `${random()}` };
  const processes: ProcessTable = { self, started: async () => self.started };
  const run = { type: 'run' as const, at: '', mode: 'resume' as const, onUnknown: policy, tool: 'test' };
  const header = { type: 'header' as const, version: 1 as const, at: '', tool: 'test', plan };
  let ledger: OpenLedger;
  try {
    ledger = await resumeLedger(
      path,
      { createRun: () => run, allow: async () => {}, onTorn: () => {} },
      { fs, processes },
    );
  } catch {
    ledger = await createLedger(path, { header, refused: [], run }, { fs, processes });
  }
  const { commit } = ledger.writer;
  const { stopped } = await runBulk(
    {
      plan,
      timeoutMs: 1000,
      retries: 2,
      maxWaitMs: 60_000,
      onUnknown: policy,
      partGapMs: 1000,
      repeatedChats: false,
      expected: rows.length,
      nextBatch: ledger.nextBatch,
    },
    {
      http,
      clock,
      random,
      states: ledger.states,
      ledger: {
        ...ledger.writer,
        async commit(record) {
          await commit(record);
          if (record.type !== 'intent' || !record.again) return;
          for (const [, line, to, part = 1] of record.rows) {
            const reference = createReference(campaign, line, to, part - 1);
            announced.set(reference, (announced.get(reference) ?? 0) + 1);
          }
        },
      },
      rows: (async function* () {
        yield rows;
      })(),
    },
  );
  await ledger.close();
  return stopped === undefined ? 'done' : 'again';
}

function createRows(size: number, parts: number): BulkRow[] {
  return Array.from({ length: size }, (_, index) => ({
    index,
    line: index + 2,
    to: String(1000 + index),
    parts: Array.from({ length: parts }, () => ({
      weight: 1,
      toJson: (to: string, reference: string) => JSON.stringify({ to: [{ number: to }], reference }),
    })),
  }));
}

function toPlan(size: number, pace: BulkPlan['pace']): BulkPlan {
  return {
    campaign,
    command: 'send',
    endpoint: 'http://gateway.test/',
    tokenIn: 'header',
    content: { text: 'Hello' },
    from: '1',
    columns: { to: 'to' },
    input: { path: 'rows.csv', sha256: '', bytes: 0, rows: size, selected: size },
    checks: { duplicates: true, skipInvalid: false },
    pace,
  };
}

function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
