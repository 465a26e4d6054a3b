import { parseWebhook } from '../../core/inbound/parse-webhook.js';
import { escapeJson } from '../../render/safe-text.js';
import { joinJsonWebhook } from '../../render/webhook-json.js';
import { type PackedWebhooks, unpackWebhooks } from '../../webhook/pack-webhooks.js';
import { decodeBody, viewBytes } from '../../webhook/received-webhook.js';

/** The lines of `--json` for a batch. */
export function renderPackedJson(packed: PackedWebhooks): string {
  let text = '';
  for (const { id, receivedAt, callJson, duplicateOf, bytes } of unpackWebhooks(packed)) {
    const raw = decodeBody(bytes);
    const body =
      raw === undefined ? `"rawBase64":"${viewBytes(bytes).toString('base64')}"` : `"raw":${JSON.stringify(raw)}`;
    const pieces = {
      start: `{"type":"webhook","id":"${id}","receivedAt":"${receivedAt}"`,
      call: `${callJson},${body}`,
      duplicateOf: duplicateOf === undefined ? 'null' : `"${duplicateOf}"`,
    };
    text += joinJsonWebhook(pieces, parseWebhook(raw ?? bytes));
  }
  return escapeJson(text);
}
