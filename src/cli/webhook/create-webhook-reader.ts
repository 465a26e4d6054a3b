import { parseWebhook } from '../../core/inbound/parse-webhook.js';
import type { ParsedWebhook } from '../../core/inbound/parsed-webhook.js';
import type { ReceivedWebhook } from '../../webhook/received-webhook.js';

export type ReadParsed = (webhook: ReceivedWebhook) => ParsedWebhook;

/** Parses a webhook once, however many sinks ask, and forgets it with the webhook. */
export function createWebhookReader(): ReadParsed {
  const known = new WeakMap<ReceivedWebhook, ParsedWebhook>();
  return (webhook) => {
    const before = known.get(webhook);
    if (before !== undefined) return before;
    const parsed = parseWebhook(webhook.bytes);
    known.set(webhook, parsed);
    return parsed;
  };
}
