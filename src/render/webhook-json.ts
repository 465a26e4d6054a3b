import type { ParsedWebhook } from '../core/inbound/parsed-webhook.js';
import { escapeJson } from './safe-text.js';
import type { ReadWebhook } from './webhook-view.js';

/** A webhook as one line of JSON that is safe on a terminal. What is JSON already is not made again. */
export function renderJsonWebhook({ webhook, parsed }: ReadWebhook): string {
  const { id, receivedAt, callJson, rawJson, duplicateOf } = webhook;
  const content = rawJson === undefined ? `"rawBase64":"${webhook.rawBase64}"` : `"raw":${rawJson}`;
  const pieces = {
    start: JSON.stringify({ type: 'webhook', id, receivedAt }).slice(0, -1),
    call: `${callJson},${content}`,
    duplicateOf: JSON.stringify(duplicateOf ?? null),
  };
  return escapeJson(joinJsonWebhook(pieces, parsed));
}

/** The same line from what is JSON already, before {@link escapeJson}: `start` as far as the time, then the call. */
export function joinJsonWebhook(
  { start, call, duplicateOf }: { readonly start: string; readonly call: string; readonly duplicateOf: string },
  parsed: ParsedWebhook,
): string {
  const said = JSON.stringify({ parsed: toJsonParsed(parsed), diagnostics: parsed.findings }).slice(1, -1);
  return `${start},"kind":"${parsed.kind}",${call},${said},"duplicateOf":${duplicateOf}}\n`;
}

/** The same as a value. `raw` is the body as text, `rawBase64` the body when it is not UTF-8; one of them is there. */
export function toJsonWebhook({ webhook, parsed }: ReadWebhook): Record<string, unknown> {
  return {
    type: 'webhook',
    id: webhook.id,
    receivedAt: webhook.receivedAt,
    kind: parsed.kind,
    method: webhook.method,
    path: webhook.path,
    headers: webhook.headers,
    ...(webhook.raw === undefined ? { rawBase64: webhook.rawBase64 } : { raw: webhook.raw }),
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
