import { TransportError } from './http.js';
import { identify } from './identify.js';
import type { Action, BatchOutcome, Reason, State } from './outcome.js';
import type { Addressee } from './plan.js';

/**
 * What is known when no complete response arrived. Certain that nothing was sent only when not a byte of the request
 * was written; everything later is `unknown`, since CM may have taken the messages over before the connection broke.
 * An error of another class than {@link TransportError} says nothing about what was written, so it is `unknown` too.
 */
export function interpretFailure(error: unknown, planned: readonly Addressee[]): BatchOutcome {
  const { state, action, reason } = judge(error);
  const details = error instanceof Error ? error.message : String(error);
  return {
    results: planned.map((message) => ({
      ...identify(message),
      state,
      errorCode: null,
      details,
      smsParts: null,
      reason,
    })),
    action,
    retryAfterMs: null,
    reason,
    httpStatus: error instanceof TransportError ? (error.status ?? null) : null,
    errorCode: null,
    details,
  };
}

function judge(error: unknown): { state: State; action: Action; reason: Reason } {
  if (!(error instanceof TransportError)) return { state: 'unknown', action: 'stop', reason: 'no-answer' };
  if (error.written) {
    switch (error.failure) {
      case 'aborted':
        return { state: 'unknown', action: 'stop', reason: 'interrupted' };
      case 'truncated':
      case 'too-large':
        return { state: 'unknown', action: 'done', reason: 'half-answer' };
      case 'protocol':
        return { state: 'unknown', action: 'done', reason: 'unreadable-answer' };
      default:
        return { state: 'unknown', action: 'done', reason: 'no-answer' };
    }
  }
  switch (error.failure) {
    case 'aborted':
      return { state: 'not-sent', action: 'stop', reason: 'interrupted' };
    case 'tls':
      return { state: 'not-sent', action: 'stop', reason: 'tls' };
    case 'proxy':
      // A proxy that answers 5xx could not reach CM now; one that refuses (407, 403) will refuse again.
      return {
        state: 'not-sent',
        action: error.status !== undefined && error.status >= 500 ? 'retry' : 'stop',
        reason: 'unreachable',
      };
    default:
      return { state: 'not-sent', action: 'retry', reason: 'unreachable' };
  }
}
