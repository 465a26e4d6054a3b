import { buildReceivedWebhook, type ReceivedWebhook } from '../../src/webhook/received-webhook.js';

/** A received webhook with a body. */
export function createReceived(
  body: string | Uint8Array,
  more: { readonly id?: string; readonly rawHeaders?: readonly string[]; readonly duplicateOf?: string } = {},
): ReceivedWebhook {
  return buildReceivedWebhook({
    id: more.id ?? 'abc123-1',
    receivedAt: '2027-01-01T12:00:00.000Z',
    method: 'POST',
    path: '/',
    rawHeaders: more.rawHeaders ?? ['Content-Type', 'application/json'],
    body: typeof body === 'string' ? Buffer.from(body) : body,
    duplicateOf: more.duplicateOf,
    seq: 1,
  });
}
