import type { SyntheticWebhook } from '../../core/inbound/synthetic/create-webhook.js';
import { escapeJson, renderSafeText } from '../../render/safe-text.js';
import { renderAssumed } from '../../render/trigger.js';
import type { CommandContext } from '../context.js';

/**
 * The bodies on stdout, a line each; escapes in JSON keep them harmless and mean the same. A body cannot say that its
 * shape is assumed, so stderr does, once for each kind.
 */
export async function writeBodies(webhooks: Iterable<SyntheticWebhook>, context: CommandContext): Promise<void> {
  const { stdout, note, errStyle } = context;
  const noted = new Set<string>();
  for (const { kind, standing, document, body } of webhooks) {
    if (standing === 'assumed' && !noted.has(kind)) note(renderAssumed(kind, errStyle));
    noted.add(kind);
    if (!stdout.write(`${document === undefined ? renderSafeText(body) : escapeJson(body)}\n`)) await stdout.drained();
  }
}
