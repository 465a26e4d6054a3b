import type { GatewayEvent } from '../../gateway/send-plan.js';
import { renderTrace } from '../../render/trace.js';
import type { CommandContext } from '../context.js';

/** Shows requests, responses and waits as they happen, for `--debug`; otherwise does nothing. */
export function createTrace(context: CommandContext): (event: GatewayEvent) => void {
  if (!context.global.debug) return () => {};
  const start = context.io.clock.now();
  return (event) => {
    const seconds = ((context.io.clock.now() - start) / 1000).toFixed(3);
    context.stderr.write(renderTrace(event, seconds, context.errStyle));
  };
}
