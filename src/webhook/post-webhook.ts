import { createHash } from 'node:crypto';
import { CmtgError } from '../core/errors.js';
import type { HttpFunction } from '../core/wire/http.js';

/** What a program answered to a webhook. */
export interface TargetAnswer {
  readonly target: string;
  /** Null when no complete answer came; then `error` says why. */
  readonly status: number | null;
  readonly ms: number;
  readonly body: Uint8Array;
  /** SHA-256 of the body, hexadecimal: two answers are compared by it. */
  readonly sha256: string;
  readonly error: string | null;
}

export interface PostPorts {
  readonly http: HttpFunction;
  readonly now: () => number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A webhook's answer is a status; a page of an error handler should still fit. */
const MOST_ANSWER_BYTES = 1024 * 1024;

/** Posts a body with headers to one target. Follows no redirect; never rejects for what happens on the network. */
export async function postWebhook(
  target: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  { http, now, timeoutMs, signal }: PostPorts,
): Promise<TargetAnswer> {
  const start = now();
  try {
    const response = await http({
      method: 'POST',
      url: target,
      headers,
      body,
      timeoutMs,
      maxResponseBytes: MOST_ANSWER_BYTES,
      ...(signal === undefined ? {} : { signal }),
    });
    return describe(target, response.status, now() - start, response.body, null);
  } catch (error) {
    if (!(error instanceof CmtgError) || error.category === 'bug') throw error;
    return describe(target, null, now() - start, new Uint8Array(), error.message);
  }
}

function describe(
  target: string,
  status: number | null,
  ms: number,
  body: Uint8Array,
  error: string | null,
): TargetAnswer {
  return { target, status, ms, body, sha256: createHash('sha256').update(body).digest('hex'), error };
}
