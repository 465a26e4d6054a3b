import { parseWebhook } from '../../core/inbound/parse-webhook.js';
import { renderJsonWebhook } from '../../render/webhook-json.js';
import { type PackedWebhooks, unpackWebhooks } from '../../webhook/pack-webhooks.js';

/** The lines of `--json` for a batch. */
export function renderPackedJson(packed: PackedWebhooks): string {
  let text = '';
  for (const webhook of unpackWebhooks(packed)) {
    text += renderJsonWebhook({ webhook, parsed: parseWebhook(webhook.raw ?? webhook.bytes) });
  }
  return text;
}
