import type { SyntheticWebhook } from '../../core/inbound/synthetic/create-webhook.js';
import { escapeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';

/** The bodies on stdout, a line each; escapes in JSON keep them harmless and mean the same. */
export async function writeBodies(webhooks: Iterable<SyntheticWebhook>, { stdout }: CommandContext): Promise<void> {
  for (const { document, body } of webhooks) {
    if (!stdout.write(`${document === undefined ? renderSafeText(body) : escapeJson(body)}\n`)) await stdout.drained();
  }
}
