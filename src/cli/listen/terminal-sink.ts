import { renderJsonWebhook } from '../../render/webhook-json.js';
import type { WebhookSink } from '../../webhook/sink.js';
import { chooseRenderer } from '../webhook/choose-renderer.js';
import { createJsonSink } from './json-sink.js';
import type { SinkContext } from './sink-context.js';

/** Writes every webhook to stdout, in the form the flags choose, and waits for a reader that is behind. */
export function createTerminalSink({ context, options, read, journalFile }: SinkContext): WebhookSink {
  const { stdout, global, io } = context;
  if (global.json) {
    const render = (webhook: Parameters<typeof read>[0]) => renderJsonWebhook({ webhook, parsed: read(webhook) });
    const { startJsonThread } = io;
    const start = () => startJsonThread?.({ isBackground: journalFile !== undefined });
    return createJsonSink({ stdout, render, startThread: start });
  }
  const render = chooseRenderer(options, context);
  return {
    push: (webhook) => {
      if (stdout.closed || stdout.write(render({ webhook, parsed: read(webhook) }))) return undefined;
      return stdout.drained();
    },
  };
}
