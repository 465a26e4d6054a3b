import type { RedactBody } from '../../core/inbound/redact-webhook.js';
import type { WebhookParts } from '../../webhook/received-webhook.js';

/** Headers that tell how something was sent and nothing about whom. */
const keptHeaders = new Set([
  'content-type',
  'accept',
  'accept-encoding',
  'user-agent',
  'connection',
  'transfer-encoding',
]);

/** A webhook without people: pseudonyms in the body, no path (it may hold the secret), no telling headers. */
export function createRedactor(redactBody: RedactBody): (parts: WebhookParts) => WebhookParts {
  return (parts) => ({
    ...parts,
    path: '/',
    rawHeaders: parts.rawHeaders.map((value, index) => {
      const name = parts.rawHeaders[index - (index % 2)]?.toLowerCase() ?? '';
      return index % 2 === 0 || keptHeaders.has(name) ? value : '[redacted]';
    }),
    body: Buffer.from(redactBody(parts.body)),
  });
}
