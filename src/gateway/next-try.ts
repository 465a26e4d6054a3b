import type { BatchOutcome, Reason } from '../core/wire/outcome.js';
import { backoff } from './backoff.js';
import type { Run } from './run.js';

/** How often one batch was tried again, and why. */
export interface Tally {
  retries: number;
  rateLimits: number;
  resends: number;
}

/** Wait and post again, or give the whole run up. */
export type NextTry =
  | { readonly waitMs: number; readonly why: 'retry' | 'rate-limit' | 'resend' }
  | { readonly stopped: Reason };

/**
 * What follows an outcome that certainly sent nothing, within the limits the user set. Undefined when the batch is
 * settled. Counts the try it allows.
 */
export function nextTry(outcome: BatchOutcome, tally: Tally, run: Run): NextTry | undefined {
  const { options, ports } = run;
  switch (outcome.action) {
    case 'stop':
      return { stopped: outcome.reason ?? 'stopped' };
    case 'retry': {
      if (tally.retries >= options.retries) return { stopped: outcome.reason ?? 'unreachable' };
      tally.retries += 1;
      return { waitMs: backoff(tally.retries, ports.random), why: 'retry' };
    }
    case 'retry-after': {
      tally.rateLimits += 1;
      // A missing Retry-After gets our own delay, and so does 0: it must not become a hammer.
      const waitMs = outcome.retryAfterMs || backoff(tally.rateLimits, ports.random);
      if (run.rateLimitWaitMs + waitMs > options.maxWaitMs) return { stopped: 'rate-limited' };
      run.rateLimitWaitMs += waitMs;
      return { waitMs, why: 'rate-limit' };
    }
    default:
      return undefined;
  }
}
