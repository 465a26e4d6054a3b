import type { ParsedWebhook } from '../core/inbound/parsed-webhook.js';
import { renderSafeJson } from './safe-text.js';
import type { ReadWebhook } from './webhook-view.js';

/** A webhook as one line of JSON that is safe on a terminal. */
export function renderJsonWebhook(read: ReadWebhook): string {
  return `${renderSafeJson(toJsonWebhook(read))}\n`;
}

/** The members of that line. `raw` is the body as text, `rawBase64` the body when it is not UTF-8; one of them is there. */
export function toJsonWebhook({ webhook, parsed }: ReadWebhook): Record<string, unknown> {
  // One literal without spreading: this runs for every webhook. What is undefined does not get into the JSON.
  return {
    type: 'webhook',
    id: webhook.id,
    receivedAt: webhook.receivedAt,
    kind: parsed.kind,
    method: webhook.method,
    path: webhook.path,
    headers: webhook.headers,
    raw: webhook.raw,
    rawBase64: webhook.rawBase64,
    parsed: toJsonParsed(parsed),
    diagnostics: parsed.findings,
    duplicateOf: webhook.duplicateOf ?? null,
  };
}

/** What the body says, without what stands in the line anyway. */
function toJsonParsed(parsed: ParsedWebhook): Record<string, unknown> {
  const { kind: _kind, findings: _findings, raw: _raw, ...fields } = parsed;
  return fields;
}
