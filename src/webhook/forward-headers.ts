import type { ReceivedWebhook } from './received-webhook.js';

/** Headers of one connection (RFC 9110, section 7.6.1), and those that the next request sets for itself. */
const notForwarded = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'expect',
]);

/**
 * The headers of a webhook for its next hop: names in lower case, in the order they came, repeated ones joined as RFC
 * 9110 allows, and without what belongs to the connection it came on.
 */
export function buildForwardHeaders(headers: ReceivedWebhook['headers']): Record<string, string> {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(','))
    .map((name) => name.trim().toLowerCase());
  const skipped = new Set([...notForwarded, ...named]);
  const result = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    if (skipped.has(key)) continue;
    const before = result.get(key);
    result.set(key, before === undefined ? value : `${before}${key === 'cookie' ? '; ' : ', '}${value}`);
  }
  return Object.fromEntries(result);
}
