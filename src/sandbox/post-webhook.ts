import { type HttpFunction, TransportError } from '../core/wire/http.js';
import type { PostWebhook } from './outbox.js';

/** How long the bot may take; CM documents no number. */
const TIMEOUT_MS = 10_000;
const LONGEST_ANSWER = 64 * 1024;
const LONGEST_DETAIL = 200;

/** Calls webhooks through the network. What is not answered in time counts as not answered. */
export function createPostWebhook(http: HttpFunction): PostWebhook {
  return async ({ url, headers, body }) => {
    if (url === null) return { status: null, detail: 'no webhook address is set' };
    try {
      const response = await http({
        method: 'POST',
        url,
        headers,
        body,
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: LONGEST_ANSWER,
      });
      return { status: response.status, detail: new TextDecoder().decode(response.body).slice(0, LONGEST_DETAIL) };
    } catch (error) {
      // The status counts, even when the body that nobody needs is too long or was cut off.
      const status = error instanceof TransportError ? (error.status ?? null) : null;
      return { status, detail: error instanceof Error ? error.message : String(error) };
    }
  };
}
