import { parseWebhook } from '../../core/inbound/parse-webhook.js';
import type { ParsedWebhook } from '../../core/inbound/parsed-webhook.js';
import type { ReceivedWebhook } from '../../webhook/received-webhook.js';

export type ReadParsed = (webhook: ReceivedWebhook) => ParsedWebhook;

/** Parses a webhook once for a filter and what comes after it; only the last one is remembered. */
export function createWebhookReader(): ReadParsed {
  let last: ReceivedWebhook | undefined;
  let parsed: ParsedWebhook | undefined;
  return (webhook) => {
    if (parsed === undefined || webhook !== last) {
      // The text is decoded already, or will be needed for showing it.
      parsed = parseWebhook(webhook.raw ?? webhook.bytes);
      last = webhook;
    }
    return parsed;
  };
}
