import type { CommandInput, CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { createMcpServer } from '../mcp/create-server.js';
import { createIoTransport } from '../mcp/io-transport.js';
import { openSandboxAccess, type SandboxChoice } from '../mcp/open-sandbox-access.js';
import { createPayloadTools } from '../mcp/payload-tools.js';
import { createSandboxTools } from '../mcp/sandbox-tools.js';
import { createSendTool, type SendPermission } from '../mcp/send-tool.js';
import { createWebhookTools } from '../mcp/webhook-tools.js';
import { readFlag, readList, readString, usageError } from '../option-values.js';
import { untilInterrupted } from '../until-interrupted.js';

/** `cmtg mcp`: tools for agents over stdin and stdout, until the client goes away. Stdout carries the protocol alone. */
export const runMcp: CommandRun = async ({ options }, context) => {
  const permission = readPermission(options);
  if (readString(options, 'productTokenFile') === '-') {
    throw usageError('Stdin carries the protocol, so the product token cannot come from it.', 'Name a file instead.');
  }
  const opened = await openSandboxAccess(readSandbox(options), context);
  const server = createMcpServer(
    [
      ...createPayloadTools(context),
      ...createSandboxTools(opened.access, context),
      ...createWebhookTools(readString(options, 'journal'), context),
      createSendTool(permission, options, context),
    ],
    context.io.version,
  );
  const transport = createIoTransport(context.io.stdin, context.stdout);
  await server.connect(transport);
  announce(permission, context);
  await Promise.race([transport.ended, untilInterrupted(context.io.interrupted)]);
  await server.close();
  await opened.close();
  return exitCodes.ok.code;
};

function readPermission(options: CommandInput['options']): SendPermission {
  const allowed = readFlag(options, 'allowSend');
  const to = new Set((readList(options, 'to') ?? []).filter((id) => id !== ''));
  if (allowed && to.size === 0) {
    throw usageError('--allow-send needs the chats that may be written to.', 'Name them: --allow-send --to 987654321');
  }
  if (!allowed && to.size > 0) throw usageError('--to names chats for --allow-send, which is not given.');
  return { allowed, to };
}

function readSandbox(options: CommandInput['options']): SandboxChoice {
  const url = readAddress(options, 'sandboxUrl', '--sandbox-url');
  const webhook = readAddress(options, 'webhook', '--webhook') ?? null;
  if (url !== undefined && webhook !== null) {
    throw usageError('--webhook is for the sandbox in this process; the running one has its own.');
  }
  return { url, webhook };
}

function readAddress(options: CommandInput['options'], name: string, flag: string): string | undefined {
  const text = readString(options, name);
  if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) return text;
  throw usageError(`${flag} takes an http or https address.`);
}

function announce({ allowed, to }: SendPermission, context: CommandContext): void {
  const sending = allowed ? `send_message is allowed for ${to.size} chats` : 'send_message is off';
  context.note(context.errStyle.dim(`cmtg mcp: ready on stdin and stdout; ${sending}`));
}
