import type { TokenIn } from '../core/wire/build-request.js';
import type { HttpFunction, HttpRequest, HttpResponse } from '../core/wire/http.js';
import type { Reason, RecipientResult } from '../core/wire/outcome.js';

/** What the gateway takes from outside, so that tests can bring their own. */
export interface SendPorts {
  readonly http: HttpFunction;
  readonly clock: {
    /** Milliseconds since 1970. */
    now(): number;
    /** Ends early, in whatever way, when the signal aborts. */
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
  };
  /** At least 0, below 1. */
  readonly random: () => number;
}

/** What to do about recipients whose outcome is unknown. CM has no idempotency key, so sending again may send twice. */
export type OnUnknown = 'skip' | 'resend' | 'ask';

export interface SendOptions {
  readonly endpoint: string;
  /** Undefined sends no token at all: only the sandbox takes that. */
  readonly token?: string | undefined;
  readonly tokenIn: TokenIn;
  /** For one request, connect included. */
  readonly timeoutMs: number;
  /** How often a request is repeated that certainly did not go out; bounds `resend` as well. */
  readonly retries: number;
  /** How long all waiting for CM's rate limit may take together. */
  readonly maxWaitMs: number;
  readonly onUnknown: OnUnknown;
  /** Asked for `onUnknown: 'ask'`: send these again? Without it the answer is no. */
  readonly askUnknown?: (unknown: readonly RecipientResult[]) => Promise<boolean>;
  readonly maxMessagesPerRequest: number;
  /** Least time between two messages to one chat. */
  readonly partGapMs: number;
  /** For the `user-agent`. */
  readonly version?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: GatewayEvent) => void;
}

/**
 * What happens while a plan is sent, for progress and `--debug`. Requests hold the product token: whoever prints them
 * redacts it.
 */
export type GatewayEvent =
  | {
      readonly type: 'request-start';
      readonly request: HttpRequest;
      readonly attempt: number;
      readonly messages: number;
    }
  | {
      readonly type: 'response';
      readonly request: HttpRequest;
      readonly response: HttpResponse;
      readonly attempt: number;
      readonly durationMs: number;
    }
  | {
      readonly type: 'failure';
      readonly request: HttpRequest;
      readonly error: Error;
      readonly attempt: number;
      readonly durationMs: number;
    }
  | { readonly type: 'wait'; readonly ms: number; readonly why: 'part-gap' | 'rate-limit' | 'retry' | 'resend' }
  | { readonly type: 'retry'; readonly attempt: number; readonly why: Reason; readonly messages: number }
  | { readonly type: 'halve'; readonly messages: number };

/** One request that was posted. `status` is absent when no complete response arrived. */
export interface RequestRecord {
  readonly method: string;
  readonly url: string;
  readonly status?: number;
  readonly durationMs: number;
  /** Which try this was for its messages, from 1. */
  readonly attempt: number;
}

/** One `sendPlan` under way. */
export interface Run {
  readonly options: SendOptions;
  readonly ports: SendPorts;
  readonly requests: RequestRecord[];
  /** What of `maxWaitMs` is used up. */
  rateLimitWaitMs: number;
}

/** Waits, and tells whether the run still goes on afterwards. */
export async function pause(ms: number, why: (GatewayEvent & { type: 'wait' })['why'], run: Run): Promise<boolean> {
  if (ms <= 0 || isAborted(run)) return !isAborted(run);
  run.options.onEvent?.({ type: 'wait', ms, why });
  try {
    await run.ports.clock.sleep(ms, run.options.signal);
  } catch (error) {
    if (!isAborted(run)) throw error;
  }
  return !isAborted(run);
}

export function isAborted(run: Run): boolean {
  return run.options.signal?.aborted === true;
}
