import { describeAnswer, missingInAnswer, otherStatus } from './describe-answer.js';
import type { HttpResponse } from './http.js';
import { identify } from './identify.js';
import { matchAnswer } from './match-answer.js';
import type { Action, BatchOutcome, Reason, RecipientResult, State } from './outcome.js';
import { type Answer, type AnswerEntry, parseAnswer } from './parse-answer.js';
import { parseRetryAfter } from './parse-retry-after.js';
import type { Addressee } from './plan.js';

/** What holds for every recipient whom the answer does not name. */
interface Verdict {
  readonly state: State;
  readonly action: Action;
  readonly reason: Reason;
}

// CM's error codes that speak of the account or the request as a whole (cm-errors.ts).
const ACCOUNT_CODES: readonly (number | null)[] = [101, 102, 103];
const REQUEST_CODES: readonly (number | null)[] = [202, 203];

/**
 * What a complete response says about every planned message. `now` (milliseconds since 1970) is for a `Retry-After`
 * that is a date.
 *
 * CM answers 200 although some messages were rejected and 400 when all of them were, so the body decides, recipient by
 * recipient; the HTTP status only speaks for those whom the body does not name.
 */
export function interpretResponse(
  response: HttpResponse,
  planned: readonly Addressee[],
  options: { readonly now: number },
): BatchOutcome {
  const answer = parseAnswer(response.body);
  const verdict = judge(response.status, answer);
  const details = describeAnswer(response, answer);
  const errorCode = answer?.errorCode ?? null;
  const entries = matchAnswer(planned, answer?.entries ?? []);
  const results = planned.map((message, index): RecipientResult => {
    const entry = entries[index];
    if (entry !== undefined) return readEntry(message, entry);
    const missing = verdict.reason === 'missing-in-answer';
    return {
      ...identify(message),
      state: verdict.state,
      errorCode,
      details: missing ? missingInAnswer : details,
      smsParts: null,
      reason: verdict.reason,
    };
  });
  const wholeRequest = !entries.some((entry) => entry !== undefined);
  return {
    results,
    action: verdict.action,
    retryAfterMs:
      verdict.action === 'retry-after' ? parseRetryAfter(response.headers['retry-after'], options.now) : null,
    ...(wholeRequest || verdict.action === 'stop' ? { reason: verdict.reason } : {}),
    httpStatus: response.status,
    errorCode,
    details,
  };
}

function judge(status: number, answer: Answer | null): Verdict {
  const code = answer?.errorCode ?? null;
  if (status === 401 || status === 403 || ACCOUNT_CODES.includes(code)) {
    return { state: 'not-sent', action: 'stop', reason: 'account' };
  }
  if (answer !== null && answer.entries.length > 0 && status < 500) {
    return { state: 'unknown', action: 'done', reason: 'missing-in-answer' };
  }
  if (status >= 500) return { state: 'unknown', action: 'done', reason: 'server-error' };
  if (status === 413) return { state: 'not-sent', action: 'halve', reason: 'too-large' };
  if (status === 429) return { state: 'not-sent', action: 'retry-after', reason: 'rate-limited' };
  if (status >= 300 || REQUEST_CODES.includes(code)) {
    return { state: 'not-sent', action: 'stop', reason: 'request-refused' };
  }
  return { state: 'unknown', action: 'done', reason: answer === null ? 'unreadable-answer' : 'missing-in-answer' };
}

function readEntry(message: Addressee, entry: AnswerEntry): RecipientResult {
  const { status, errorCode, details, smsParts } = entry;
  const { to, part, reference = entry.reference } = message;
  if (status === 'other') {
    const place = { ...identify(message), reference, state: 'unknown' as const, errorCode };
    return { ...place, details: details ?? otherStatus, smsParts, reason: 'missing-in-answer' };
  }
  // Written out: a bulk run makes a million of these.
  return part === undefined
    ? { to, reference, state: status, errorCode, details, smsParts }
    : { to, reference, part, state: status, errorCode, details, smsParts };
}
