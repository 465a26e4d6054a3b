import { identify } from '../core/wire/identify.js';
import type { Reason, RecipientResult } from '../core/wire/outcome.js';
import type { PlannedMessage } from '../core/wire/plan.js';
import { backoff } from './backoff.js';
import { mayResend } from './may-resend.js';
import { nextTry, type Tally } from './next-try.js';
import { type Batch, post } from './post.js';
import { pause, type Run } from './run.js';

/** What became of a batch after all its tries. */
export interface Delivery {
  /** One result a message, in the batch's order. */
  readonly results: readonly RecipientResult[];
  /** Set when nothing more may be posted. */
  readonly stopped?: Reason;
}

/**
 * Posts a batch until it is settled: again after a failure that certainly sent nothing, later when CM asks for patience,
 * in halves when it is too large. What is unknown is posted again only when the user's policy says so.
 */
export async function deliver(batch: Batch, run: Run): Promise<Delivery> {
  const tally: Tally = { retries: 0, rateLimits: 0, resends: 0 };
  let results: RecipientResult[] = [];
  let positions = [...batch.messages.keys()];

  for (let attempt = 1; ; attempt += 1) {
    const pending: Batch = { ...batch, messages: pick(batch.messages, positions) };
    const outcome = await post(pending, attempt, run);
    results = learn(results, positions, outcome.results);

    if (outcome.action === 'halve' && canHalve(pending)) {
      const halves = await deliverHalves(pending, run);
      return { ...halves, results: learn(results, positions, halves.results) };
    }

    let next = nextTry(outcome, tally, run);
    if (next === undefined) {
      const unknown = positions.filter((position) => results[position]?.state === 'unknown');
      if (!(await mayResend(pick(results, unknown), pending, tally.resends, run))) return { results };
      tally.resends += 1;
      positions = unknown;
      next = { waitMs: backoff(tally.resends, run.ports.random), why: 'resend' };
    }
    if ('stopped' in next) return { results, stopped: next.stopped };
    if (!(await pause(next.waitMs, next.why, run))) {
      return { results: results.map(markInterrupted), stopped: 'interrupted' };
    }
    const why = outcome.reason ?? 'missing-in-answer';
    run.options.onEvent?.({ type: 'retry', attempt: attempt + 1, why, messages: positions.length });
  }
}

/** Results for messages that are not posted at all. */
export function skip(messages: readonly PlannedMessage[], reason: Reason): RecipientResult[] {
  return messages.map((message) => ({
    ...identify(message),
    state: 'not-sent',
    errorCode: null,
    details: null,
    smsParts: null,
    reason,
  }));
}

/** A payload that is posted as it stands cannot be divided, and neither can one message. */
function canHalve(batch: Batch): boolean {
  return batch.body === undefined && batch.messages.length > 1;
}

async function deliverHalves(batch: Batch, run: Run): Promise<Delivery> {
  run.options.onEvent?.({ type: 'halve', messages: batch.messages.length });
  const middle = Math.ceil(batch.messages.length / 2);
  const rest = batch.messages.slice(middle);
  const first = await deliver({ messages: batch.messages.slice(0, middle) }, run);
  if (first.stopped !== undefined) {
    return { ...first, results: [...first.results, ...skip(rest, toRest(first.stopped))] };
  }
  const second = await deliver({ messages: rest }, run);
  return { ...second, results: [...first.results, ...second.results] };
}

/** Why the rest of a run is not sent after `stopped` ended it. */
export function toRest(stopped: Reason): Reason {
  return stopped === 'interrupted' ? 'interrupted' : 'stopped';
}

/**
 * Puts fresh results in their places. What was once unknown stays so until an answer names it: that the second try did
 * not get through says nothing about the first.
 */
function learn(
  before: readonly RecipientResult[],
  positions: readonly number[],
  fresh: readonly RecipientResult[],
): RecipientResult[] {
  const after = [...before];
  for (const [index, result] of fresh.entries()) {
    const position = positions[index] ?? index;
    const doubtful = before[position]?.state === 'unknown' && result.state === 'not-sent';
    if (!doubtful) after[position] = result;
  }
  return after;
}

function markInterrupted(result: RecipientResult): RecipientResult {
  return result.state === 'not-sent' ? { ...result, reason: 'interrupted' } : result;
}

function pick<Item>(items: readonly Item[], positions: readonly number[]): Item[] {
  return positions.flatMap((position) => items.slice(position, position + 1));
}
