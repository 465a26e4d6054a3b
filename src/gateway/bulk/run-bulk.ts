import type { BatchOutcome } from '../../core/wire/outcome.js';
import type { IntentRecord, StateLetter } from '../ledger/record.js';
import { applyIntent, applyOutcome } from '../ledger/replay.js';
import { post } from '../post.js';
import type { Run } from '../run.js';
import { createChatRest } from './chat-rest.js';
import { createFeeder } from './feeder.js';
import type { BulkOptions, BulkPorts, BulkResult, Stop } from './options.js';
import { createPace } from './pace.js';
import { readOutcome } from './read-outcome.js';
import { createRetryBudget } from './retry-budget.js';
import type { Task } from './row.js';
import { type Situation, settle } from './settle.js';
import { createTaskQueue } from './task-queue.js';
import { writeBatch } from './write-batch.js';

/**
 * Sends the rows of a file: every request is announced in the ledger, durably, before it is posted, and its outcome
 * follows. Never rejects for what happens on the network or to the ledger; the result says why a run ended early.
 */
export async function runBulk(options: BulkOptions, ports: BulkPorts): Promise<BulkResult> {
  const { clock, ledger, states } = ports;
  const { pace: pacing } = options.plan;
  const halt = new AbortController();
  let stopped: Stop | undefined;
  const stop = (why: Stop): void => {
    stopped ??= why;
    halt.abort();
  };
  const interrupt = (): void => stop({ reason: 'interrupted', details: null });
  if (options.signal?.aborted) interrupt();
  options.signal?.addEventListener('abort', interrupt);

  const queue = createTaskQueue();
  const situation: Situation = {
    queue,
    pace: createPace(pacing.rate ?? Number.POSITIVE_INFINITY),
    budget: createRetryBudget(Math.ceil(options.expected / pacing.batch), options.retries),
    limit: pacing.batch,
    failures: 0,
    successes: 0,
    waitedMs: 0,
  };
  const feeder = createFeeder(ports.rows, {
    states,
    onUnknown: options.onUnknown === 'resend' ? (task) => queue.add([task], clock.now()) : undefined,
  });
  const rest = options.repeatedChats ? createChatRest(options.partGapMs) : undefined;
  const mostQueued = Math.max(10_000, 4 * pacing.window);
  const underWay = new Set<Promise<void>>();
  let nextBatch = options.nextBatch;
  let requests = 0;

  /** The messages of the next request; empty when there is nothing to send just now. */
  const nextTasks = async (): Promise<Task[]> => {
    const tasks = queue.take(situation.limit, clock.now());
    const first = tasks[0];
    while (tasks.length < situation.limit && (first?.again ?? 0) === 0 && queue.size < mostQueued) {
      const wanted = situation.limit - tasks.length;
      const fresh = await feeder.take(wanted);
      for (const task of fresh) {
        const now = clock.now();
        const readyAt = rest?.readyAt(task.row.to, now) ?? now;
        rest?.mark(task.row.to, Math.max(readyAt, now));
        if (readyAt > now) queue.add([task], readyAt);
        else tasks.push(task);
      }
      if (fresh.length < wanted) break;
    }
    // Rows of unknown outcome that the file brought up just now.
    return tasks.length > 0 ? tasks : queue.take(situation.limit, clock.now());
  };

  const sleep = async (ms: number): Promise<void> => {
    if (ms <= 0 || halt.signal.aborted) return;
    try {
      await clock.sleep(ms, halt.signal);
    } catch (error) {
      if (!halt.signal.aborted) throw error;
    }
  };

  const carryOut = async (tasks: readonly Task[]): Promise<void> => {
    const { rows, messages, body } = writeBatch(tasks, options.plan.campaign);
    const again = (tasks[0]?.again ?? 0) > 0;
    const intent: IntentRecord = {
      type: 'intent',
      batch: nextBatch++,
      at: new Date(clock.now()).toISOString(),
      ...(again ? { again } : {}),
      rows,
    };
    try {
      await ledger.commit(intent);
    } catch (error) {
      return stop({ reason: 'ledger', details: null, error: error as Error });
    }
    applyIntent(intent, states);
    const start = clock.now();
    const run: Run = { options: toSendOptions(options), ports, requests: [], rateLimitWaitMs: 0 };
    let outcome: BatchOutcome;
    try {
      requests++;
      outcome = await post({ messages, body }, 1, run);
    } catch (error) {
      // The request could not even be made, so nothing left; the next one cannot be made either.
      requests--;
      outcome = refused(messages.length, error);
      stop({ reason: 'failed', details: null, error: error as Error });
    }
    const { states: letters, notes } = readOutcome(outcome);
    const now = clock.now();
    const record = {
      type: 'outcome' as const,
      batch: intent.batch,
      at: new Date(now).toISOString(),
      status: outcome.httpStatus,
      states: letters,
      ...(notes.length === 0 ? {} : { notes }),
    };
    // Not waited for: whatever is posted next has its intent behind this record, and one sync makes both durable.
    ledger.commit(record).then(
      () => options.onBatch?.(toReport(intent, letters, outcome, now - start, now)),
      (error: unknown) => stop({ reason: 'ledger', details: null, error: error as Error }),
    );
    applyOutcome(intent, record, states);
    const end = settle(tasks, letters, outcome, situation, options, { now, random: ports.random });
    if (end !== undefined) stop(end);
  };

  try {
    while (!halt.signal.aborted) {
      if (underWay.size >= pacing.concurrency) {
        await Promise.race(underWay);
        continue;
      }
      const tasks = await nextTasks();
      if (tasks.length === 0) {
        const wake = queue.nextAt === undefined ? [] : [sleep(queue.nextAt - clock.now())];
        if (underWay.size === 0 && wake.length === 0) break;
        await Promise.race([...underWay, ...wake]);
        continue;
      }
      await sleep(situation.pace.reserve(weigh(tasks), clock.now()));
      if (halt.signal.aborted) break;
      const done = carryOut(tasks).finally(() => underWay.delete(done));
      underWay.add(done);
    }
  } finally {
    await Promise.all(underWay);
    // Ends a sleep that nobody waits for any more.
    halt.abort();
    options.signal?.removeEventListener('abort', interrupt);
  }
  return { requests, ...(stopped === undefined ? {} : { stopped }) };
}

function weigh(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { row, part }) => sum + (row.parts[part]?.weight ?? 1), 0);
}

/** A bulk run repeats by itself, with an intent of its own for every request; `post` gets no signal, so that what is under way is finished. */
function toSendOptions(options: BulkOptions): Run['options'] {
  const { plan, token, timeoutMs, version, onEvent, partGapMs } = options;
  return {
    endpoint: plan.endpoint,
    token,
    tokenIn: plan.tokenIn,
    timeoutMs,
    retries: 0,
    maxWaitMs: 0,
    onUnknown: 'skip',
    maxMessagesPerRequest: plan.pace.batch,
    partGapMs,
    version,
    ...(onEvent === undefined ? {} : { onEvent }),
  };
}

function refused(messages: number, error: unknown): BatchOutcome {
  const details = error instanceof Error ? error.message : String(error);
  const result = { to: '', reference: null, state: 'not-sent' as const, errorCode: null, details, smsParts: null };
  return {
    results: Array.from({ length: messages }, () => ({ ...result, reason: 'stopped' as const })),
    action: 'stop',
    retryAfterMs: null,
    httpStatus: null,
    errorCode: null,
    details,
  };
}

function toReport(intent: IntentRecord, letters: string, outcome: BatchOutcome, durationMs: number, at: number) {
  const counts = { a: 0, r: 0, u: 0, n: 0 };
  for (const letter of letters) counts[letter as StateLetter]++;
  return {
    batch: intent.batch,
    messages: letters.length,
    accepted: counts.a,
    rejected: counts.r,
    unknown: counts.u,
    notSent: counts.n,
    again: intent.again === true,
    httpStatus: outcome.httpStatus,
    errorCode: outcome.errorCode,
    reason: outcome.reason ?? null,
    details: outcome.details,
    durationMs,
    at,
  };
}
