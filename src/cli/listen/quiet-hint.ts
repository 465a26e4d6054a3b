import { renderQuietHint, renderWaitingHint } from '../../render/webhook-hints.js';
import type { CommandContext } from '../context.js';
import type { NamedSink } from './sink-context.js';

/** CM delivers within seconds; nobody waits much longer before wondering. */
const QUIET_MS = 3 * 60_000;

/** Says how to make something arrive and, when nothing has after some minutes, what usually is the matter. */
export function createQuietHint(context: CommandContext): NamedSink {
  const { clock, interrupted } = context.io;
  const arrived = new AbortController();
  return {
    name: 'quiet-hint',
    once: true,
    push: () => arrived.abort(),
    close: async () => arrived.abort(),
    ready: (url) => {
      if (context.global.json || context.global.quiet) return;
      context.note(renderWaitingHint(context.errStyle));
      clock.sleep(QUIET_MS, AbortSignal.any([arrived.signal, interrupted])).then(
        () => {
          if (!arrived.signal.aborted && !interrupted.aborted)
            context.note(renderQuietHint(QUIET_MS, url, context.errStyle));
        },
        () => {},
      );
    },
  };
}
