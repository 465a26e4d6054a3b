import type { HttpFunction } from '../../core/wire/http.js';
import { renderBubble } from '../../render/bubble.js';
import { createSandboxGateway } from '../../sandbox/gateway.js';
import type { CommandContext } from '../context.js';

/** The sandbox as the network: answers as CM does, and shows on stderr what Telegram would show. */
export async function createSandboxHttp(token: string, context: CommandContext): Promise<HttpFunction> {
  const sandbox = createSandboxGateway({
    clock: context.io.clock,
    token,
    onExchange: ({ accepted }) => {
      if (context.global.json) return;
      for (const { to, shown } of accepted) {
        context.note(`${context.errStyle.bold('sandbox')}: what the chat ${to} would show`);
        context.note(renderBubble(shown, { width: context.stderr.columns ?? 80, style: context.errStyle }));
      }
    },
  });
  return (request) => sandbox.handle(request);
}
