import type { WebhookSink } from '../../webhook/received-webhook.js';
import { chooseRenderer } from '../webhook/choose-renderer.js';
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
