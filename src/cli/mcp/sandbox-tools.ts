import type { HttpFunction } from '../../core/wire/http.js';
import { toJsonDiagnostic } from '../../render/diagnostics.js';
import { saySchema } from '../../sandbox/control/schemas.js';
import type { ActContext, UserAction } from '../../sandbox/conversation.js';
import type { ChatPort } from '../chat/chat-port.js';
import { loadPlainConfig } from '../config/load.js';
import type { CommandContext } from '../context.js';
import { demo } from '../send/demo.js';
import { messageInput, planMessage } from './plan-message.js';
import { sendPlanTo } from './send-plan-to.js';
import { defineTool, type McpTool, z } from './tool.js';

/** The sandbox that the tools talk to: one in this process, or a running one. */
export interface SandboxAccess {
  readonly endpoint: string;
  readonly http: HttpFunction;
  readonly port: ChatPort;
}

const longestWaitMs = 60_000;

/** Tools for both sides of the sandbox: nothing leaves the machine, except webhooks to the address it was given. */
export function createSandboxTools(sandbox: SandboxAccess, context: CommandContext): readonly McpTool[] {
  return [
    defineTool({
      name: 'sandbox_send',
      title: 'Send to the sandbox',
      description:
        'Sends a message to the local sandbox instead of CM, and shows what Telegram would show. As with the real thing, a chat gets nothing before its person wrote: use sandbox_say first.',
      input: messageInput,
      readOnly: false,
      openWorld: false,
      async run(input, { signal }) {
        const config = await loadPlainConfig(context);
        const planned = planMessage(input, config, context, demo.from);
        const diagnostics = planned.diagnostics.map(toJsonDiagnostic);
        if (planned.isForbidden) return { outcome: 'invalid', messages: [], shown: [], diagnostics };
        const after = await sandbox.port.lastMessage();
        const { endpoint, http } = sandbox;
        const sent = await sendPlanTo(planned.plan, { endpoint, http, token: demo.token, signal }, config, context);
        const shown = await sandbox.port.messages({ after }, 0);
        return { outcome: sent.outcome, messages: sent.results, shown, diagnostics };
      },
    }),
    defineTool({
      name: 'sandbox_say',
      title: 'Write as the person in the sandbox',
      description:
        'The person in the sandbox writes to the bot: a text, /start, a file, a place, a contact. The webhook goes to the address of the sandbox, if it has one. With waitMs it waits for the bot’s answer.',
      input: {
        ...saySchema.omit({ wait: true }).shape,
        waitMs: z.number().int().min(0).max(longestWaitMs).optional().describe('Wait so long for an answer.'),
      },
      readOnly: false,
      openWorld: false,
      async run({ action, waitMs = 0, ...who }) {
        const message = await sandbox.port.act(dropUndefined<UserAction>(action), dropUndefined<ActContext>(who));
        const { bot, chat, id } = message;
        return { message, answers: await sandbox.port.messages({ bot, chat, after: id }, waitMs) };
      },
    }),
  ];
}

/** The schemas of zod allow a key that is there and undefined; the sandbox does not. */
function dropUndefined<Value>(value: object): Value {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Value;
}
