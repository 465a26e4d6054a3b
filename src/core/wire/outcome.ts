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
  | 'missing-in-answer'
  | 'earlier-part-failed'
  | 'stopped'
  | 'interrupted';
