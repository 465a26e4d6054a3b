import type { HttpResponse } from '../core/wire/http.js';
import type { Refusal } from './refusal.js';

/** The gateway's verdict on one recipient: accepted when there is no refusal. */
export interface Verdict {
  readonly to: string;
  readonly reference: string | null;
  readonly refusal?: Refusal;
}

/** The answer to a request that was refused as a whole. */
export function buildRefusedAnswer(refusal: Refusal): HttpResponse {
  const { status = 400, errorCode, details } = refusal;
  return buildJsonAnswer(status, { details, errorCode, messages: [] }, status === 405 ? { allow: 'POST' } : {});
}

/** The answer with one entry a recipient. HTTP 200 is not success, and 400 is not failure: `errorCode` tells. */
export function buildAnswer(verdicts: readonly Verdict[]): HttpResponse {
  const accepted = verdicts.filter((verdict) => verdict.refusal === undefined).length;
  return buildJsonAnswer(accepted > 0 ? 200 : 400, {
    details: `Created ${accepted} message(s)`,
    errorCode: accepted === verdicts.length ? 0 : 201,
    messages: verdicts.map(({ to, reference, refusal }) => ({
      to,
      status: refusal === undefined ? 'Accepted' : 'Rejected',
      reference,
      parts: refusal === undefined ? 1 : 0,
      messageDetails: refusal?.details ?? null,
      messageErrorCode: refusal?.errorCode ?? 0,
    })),
  });
}

/** An answer in JSON. `server` says who answers, so that nobody takes the sandbox for CM. */
export function buildJsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', server: 'cmtg-sandbox', ...headers },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}
