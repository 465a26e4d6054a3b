import type { Part } from './plan.js';

/**
 * What is known about one recipient after sending. `accepted` means CM took the message over; it never means delivered.
 */
export type State = 'accepted' | 'rejected' | 'not-sent' | 'unknown';

/** The outcome for one recipient and part. */
export interface RecipientResult {
  readonly to: string;
  readonly reference: string | null;
  readonly part?: Part;
  readonly state: State;
  /** CM's message error code (0 is fine), or the request's when the whole request was refused; null when CM gave none. */
  readonly errorCode: number | null;
  /** CM's words, or cmtg's where there was no answer. Foreign text. */
  readonly details: string | null;
  /** `parts` as CM counts them for SMS; null when CM gave none. */
  readonly smsParts: number | null;
  /** Why a recipient that is `not-sent` or `unknown` is so: the one machine-readable word for it. */
  readonly reason?: Reason;
}

/** Why something was not sent, or is not known to be sent. */
export type Reason =
  | 'unreachable'
  | 'tls'
  | 'account'
  | 'request-refused'
  | 'too-large'
  | 'rate-limited'
  | 'server-error'
  | 'no-answer'
  | 'half-answer'
  | 'unreadable-answer'
  | 'missing-in-answer'
  | 'earlier-part-failed'
  | 'stopped'
  | 'interrupted';

/**
 * What to do after one request.
 *
 * - `done` · go on with the next request; whatever is `unknown` is for the user's policy, never sent again by itself
 * - `retry` · certainly nothing was sent and another try may work
 * - `retry-after` · rate limited: wait, then try again
 * - `halve` · the request was too large: try it in two halves
 * - `stop` · every further request would meet the same end
 */
export type Action = 'done' | 'retry' | 'retry-after' | 'halve' | 'stop';

/** What one request taught about everybody in it. */
export interface BatchOutcome {
  /** One result a planned message, in the same order. */
  readonly results: readonly RecipientResult[];
  readonly action: Action;
  /** For `retry-after`: the milliseconds the server asked for; null when it named none that can be read. */
  readonly retryAfterMs: number | null;
  /** Why the request as a whole did not do its work; absent when the answer was read recipient by recipient. */
  readonly reason?: Reason;
  /** Null when no response began. */
  readonly httpStatus: number | null;
  /** `errorCode` of the request; null when there was none. */
  readonly errorCode: number | null;
  /** `details` of the request, or cmtg's words where CM gave none. Foreign text. */
  readonly details: string | null;
}
