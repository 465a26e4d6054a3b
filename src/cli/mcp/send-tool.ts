import { checkTokenDestination } from '../../config/destination.js';
import { CmtgError } from '../../core/errors.js';
import { toJsonDiagnostic } from '../../render/diagnostics.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { loadSendConfig } from '../send/load-send-config.js';
import { readProductToken } from '../send/read-product-token.js';
import { messageInput, planMessage } from './plan-message.js';
import { sendPlanTo } from './send-plan-to.js';
import { defineTool, type McpTool } from './tool.js';

/** Whom an agent may write to: nobody, unless the person who started the server named chats. */
export interface SendPermission {
  readonly allowed: boolean;
  readonly to: ReadonlySet<string>;
}

/** The one tool that reaches people. It is always listed, so that its refusal can say how to allow it. */
export function createSendTool(
  permission: SendPermission,
  options: CommandInput['options'],
  context: CommandContext,
): McpTool {
  return defineTool({
    name: 'send_message',
    title: 'Send to real people',
    description: permission.allowed
      ? `Sends a message through CM to real people. Allowed chats: ${[...permission.to].join(', ')}. “accepted” means that CM took it over, never that it was delivered. Never repeat a send whose state is “unknown”.`
      : 'Sends a message through CM to real people. Not allowed in this session; use dry_run or sandbox_send.',
    input: messageInput,
    readOnly: false,
    openWorld: true,
    async run(input, { signal }) {
      checkPermission(input.to, permission);
      const config = await loadSendConfig(options, context);
      const { plan, diagnostics, isForbidden } = planMessage(input, config, context);
      const shown = diagnostics.map(toJsonDiagnostic);
      if (isForbidden) return { outcome: 'invalid', messages: [], diagnostics: shown };
      const { endpoint } = config.settings;
      checkTokenDestination(endpoint, config.origins['endpoint'] ?? { kind: 'default' });
      const token = await readProductToken(config, options, context);
      const http = await context.io.createHttp();
      const { outcome, results } = await sendPlanTo(plan, { endpoint, token, http, signal }, config, context);
      return { outcome, endpoint, messages: results, diagnostics: shown };
    },
  });
}

function checkPermission(to: readonly string[], { allowed, to: chats }: SendPermission): void {
  if (!allowed) {
    throw new CmtgError('Sending to real people is off.', {
      code: 'send-not-allowed',
      category: 'usage',
      hint: 'The person who runs cmtg may allow it: cmtg mcp --allow-send --to <chat IDs>. Until then use dry_run or sandbox_send.',
    });
  }
  const others = to.filter((chat) => !chats.has(chat));
  if (others.length > 0) {
    throw new CmtgError(`Not allowed: ${others.slice(0, 5).join(', ').slice(0, 200)}.`, {
      code: 'chat-not-allowed',
      category: 'usage',
      hint: `Allowed chats: ${[...chats].join(', ')}. Nothing was sent.`,
    });
  }
}
