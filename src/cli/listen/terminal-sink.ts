import { renderSafeJson } from '../../render/safe-text.js';
import { renderCompactWebhook } from '../../render/webhook-compact.js';
import { renderJsonWebhook } from '../../render/webhook-json.js';
import { renderWebhook } from '../../render/webhook-pretty.js';
import { renderRawWebhook } from '../../render/webhook-raw.js';
import type { ReadWebhook } from '../../render/webhook-view.js';
import type { WebhookSink } from '../../webhook/received-webhook.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag } from '../option-values.js';
import type { SinkContext } from './create-sinks.js';

/** Writes every webhook to stdout, in the form the flags choose, and waits for a reader that is behind. */
export function createTerminalSink({ context, options, read }: SinkContext): WebhookSink {
  const render = chooseRenderer(options, context);
  return {
    push: (webhook) => {
      if (context.stdout.closed || context.stdout.write(render({ webhook, parsed: read(webhook) }))) return undefined;
      return context.stdout.drained();
    },
  };
}

/** How webhooks look: `--json`, `--raw`, `--compact`, else pretty. */
export function chooseRenderer(
  options: CommandInput['options'],
  { global, stdout, outStyle }: CommandContext,
): (read: ReadWebhook) => string {
  if (global.json) return renderJsonWebhook;
  if (readFlag(options, 'raw')) return ({ webhook }) => renderRawWebhook(webhook, outStyle);
  if (readFlag(options, 'compact')) return (read) => renderCompactWebhook(read, outStyle);
  // The width is asked for every time: terminals are resized.
  return (read) => renderWebhook(read, { style: outStyle, width: stdout.columns ?? 80 });
}

/** Text as it is, or a record as a JSON line. */
export async function writeOut({ stdout }: CommandContext, what: string | { readonly type: string }): Promise<void> {
  const text = typeof what === 'string' ? what : `${renderSafeJson(what)}\n`;
  if (!stdout.closed && !stdout.write(text)) await stdout.drained();
}
