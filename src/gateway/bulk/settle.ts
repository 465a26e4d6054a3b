import type { BatchOutcome } from '../../core/wire/outcome.js';
import { backoff } from '../backoff.js';
import type { BulkOptions, Stop } from './options.js';
import type { Pace } from './pace.js';
import type { RetryBudget } from './retry-budget.js';
import type { Task } from './row.js';
import type { TaskQueue } from './task-queue.js';

/** So many requests in a row without a single answer about a recipient end the run: somebody has to look. */
export const breakerFailures = 5;
/** After a request that was too large, larger ones are tried again once so many went through. */
const recoverAfter = 20;

/** What the requests of a run have in common and change. */
export interface Situation {
  readonly queue: TaskQueue;
  readonly pace: Pace;
  readonly budget: RetryBudget;
  /** Most messages in one request at the moment. */
  limit: number;
  /** Requests in a row that taught nothing about anybody. */
  failures: number;
  /** Requests in a row that did. */
  successes: number;
  /** Waits in a row that CM asked for. */
  waitedMs: number;
}

/**
 * Decides what follows a request: the next parts of those who were accepted, another try for those who certainly got
 * nothing, a resend where it was asked for. Returns why the run has to end, if it has to.
 */
export function settle(
  tasks: readonly Task[],
  states: string,
  outcome: BatchOutcome,
  situation: Situation,
  options: BulkOptions,
  ports: { readonly now: number; readonly random: () => number },
): Stop | undefined {
  const { queue, pace, budget } = situation;
  const { now, random } = ports;
  const of = (letter: string): Task[] => tasks.filter((_, place) => states[place] === letter);
  const answered = /[ar]/.test(states);

  queue.add(nextParts(tasks, states), now + options.partGapMs);
  if (options.onUnknown === 'resend') {
    const again = of('u').filter((task) => task.again < options.retries);
    const attempt = Math.min(...again.map((task) => task.again)) + 1;
    queue.add(
      again.map((task) => ({ ...task, again: task.again + 1 })),
      now + backoff(attempt, random),
    );
  }

  const end = (details = outcome.details): Stop => ({
    reason: outcome.reason ?? 'failed',
    details,
    errorCode: outcome.errorCode,
  });

  if (answered) {
    situation.failures = 0;
    situation.waitedMs = 0;
    situation.successes++;
    if (situation.successes % recoverAfter === 0) {
      situation.limit = Math.min(options.plan.pace.batch, situation.limit * 2);
    }
    pace.recover();
    budget.refund();
  }

  switch (outcome.action) {
    case 'stop':
      return end();
    case 'halve':
      situation.successes = 0;
      // A message that is too large alone is left; the others go on.
      if (tasks.length === 1) return undefined;
      situation.limit = Math.ceil(tasks.length / 2);
      queue.add(of('n'), now);
      return undefined;
    case 'retry-after': {
      // Waits in a row grow, whatever CM says: 0 must not become a hammer.
      const own = backoff(1 + Math.floor(Math.log2(1 + situation.waitedMs / 1000)), random);
      const waitMs = outcome.retryAfterMs || own;
      situation.waitedMs += waitMs;
      queue.add(of('n'), now + waitMs);
      pace.slowDown(waitMs, now);
      return situation.waitedMs > options.maxWaitMs ? end() : undefined;
    }
    default:
  }

  if (answered) return undefined;
  situation.failures++;
  situation.successes = 0;
  if (situation.failures >= breakerFailures) return { ...end(), failures: situation.failures };
  const rest = backoff(situation.failures, random);
  if (outcome.action === 'retry') {
    if (!budget.take()) return { ...end(), failures: situation.failures };
    queue.add(of('n'), now + rest);
    pace.hold(rest, now);
  } else if (situation.failures > 1) pace.hold(rest, now);
  return undefined;
}

/** The parts that follow those that were accepted. Nearly every row has one part only, so nothing is made for it. */
function nextParts(tasks: readonly Task[], states: string): Task[] {
  const next: Task[] = [];
  tasks.forEach(({ row, part }, place) => {
    if (part + 1 < row.parts.length && states[place] === 'a') next.push({ row, part: part + 1, again: 0 });
  });
  return next;
}
