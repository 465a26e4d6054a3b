import { isPlainMimeType, isPlainName } from '../../core/inbound/harmless.js';
import { createPseudonyms } from '../../core/inbound/pseudonyms.js';
import type { RedactBody } from '../../core/inbound/redact-webhook.js';
import type { WebhookParts } from '../../webhook/received-webhook.js';

const isEncoding = (value: string) => /^(?:(?:gzip|deflate|br|zstd|identity|\*)(?:, ?|$))+$/i.test(value);

/** Headers that tell how something was sent, and the values that tell nothing about whom. */
const keptHeaders: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['content-type', isPlainMimeType],
  ['accept', (value) => value === '*/*' || isPlainMimeType(value)],
  ['accept-encoding', isEncoding],
  // What people test with. A program of their own may name them.
  ['user-agent', (value) => /^(?:node|undici|(?:cmtg|curl)\/\d{1,2}(?:\.\d{1,3}){1,2})$/.test(value)],
  ['connection', (value) => /^(?:keep-alive|close|upgrade)$/i.test(value)],
  ['transfer-encoding', (value) => /^chunked$/i.test(value)],
]);

const methods = new Set(['POST', 'PUT', 'GET', 'HEAD']);

/** A webhook without people: pseudonyms in the body, no path (it may hold the secret), no telling headers. */
export function createRedactor(redactBody: RedactBody): (parts: WebhookParts) => WebhookParts {
  const count = createPseudonyms();
  const redactName = (name: string) => (isPlainName(name) ? name : `X-Redacted-${count('header', name)}`);
  return (parts) => ({
    ...parts,
    method: methods.has(parts.method) ? parts.method : 'POST',
    path: '/',
    rawHeaders: parts.rawHeaders.map((value, index) => {
      if (index % 2 === 0) return redactName(value);
      const isHarmless = keptHeaders.get(parts.rawHeaders[index - 1]?.toLowerCase() ?? '');
      return isHarmless?.(value) === true ? value : '[redacted]';
    }),
    body: Buffer.from(redactBody(parts.body)),
  });
}
