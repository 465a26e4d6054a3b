import { CmtgError } from '../core/errors.js';
import { buildRequest } from '../core/wire/build-request.js';
import { type HttpRequest, type HttpResponse, TransportError } from '../core/wire/http.js';
import { interpretFailure } from '../core/wire/interpret-failure.js';
import { interpretResponse } from '../core/wire/interpret-response.js';
import type { BatchOutcome } from '../core/wire/outcome.js';
import type { Addressee, PlannedMessage } from '../core/wire/plan.js';
import type { Run } from './run.js';

/** The messages of one request. */
export interface Batch {
  readonly messages: readonly PlannedMessage[];
  /** A payload that is posted as it stands. */
  readonly body?: string | undefined;
}

/** The body of one request, written already, and whom it goes to: nothing else is kept while it is under way. */
export interface WrittenBatch {
  readonly messages: readonly Addressee[];
  readonly body: string;
}

/** Posts one request, once, and says what it taught. Throws only when the request could not be made at all. */
export async function post(batch: Batch | WrittenBatch, attempt: number, run: Run): Promise<BatchOutcome> {
  const { options, ports } = run;
  const request = buildRequest({ ...options, ...batch });
  const { method, url } = request;
  options.onEvent?.({ type: 'request-start', request, attempt, messages: batch.messages.length });
  const start = ports.clock.now();
  const reply = await exchange(request, run);
  const now = ports.clock.now();
  const durationMs = now - start;
  if ('error' in reply) {
    run.requests.push({ method, url, durationMs, attempt });
    options.onEvent?.({ type: 'failure', request, error: reply.error, attempt, durationMs });
    return interpretFailure(reply.error, batch.messages);
  }
  const { response } = reply;
  run.requests.push({ method, url, status: response.status, durationMs, attempt });
  options.onEvent?.({ type: 'response', request, response, attempt, durationMs });
  return interpretResponse(response, batch.messages, { now });
}

/**
 * An error of our own that is not about the transport means that cmtg refused to try. Everything else, even a bug, is
 * an outcome: what earlier requests achieved must not be lost with it.
 */
async function exchange(request: HttpRequest, run: Run): Promise<{ response: HttpResponse } | { error: Error }> {
  try {
    return { response: await run.ports.http(request) };
  } catch (error) {
    if (error instanceof CmtgError && !(error instanceof TransportError)) throw error;
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
