import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkTokenDestination } from '../../config/destination.js';
import type { ResolvedConfig } from '../../config/settings.js';
import { buildDiagnostics, forbidSending } from '../../core/diagnostics/build-diagnostics.js';
import { planText } from '../../core/payload/plan-send.js';
import { sendPlan } from '../../gateway/send-plan.js';
import { dropFinalNewline, readTextFile } from '../../input/read-text.js';
import { renderReply } from '../../render/webhook-results.js';
import { createReplySink } from '../../webhook/reply.js';
import type { CommandContext } from '../context.js';
import { readFlag, readString, usageError } from '../option-values.js';
import { checkMessages } from '../send/check-messages.js';
import { demo } from '../send/demo.js';
import { createFlagOrigins } from '../send/flag-origins.js';
import { createGatewayPorts, readGatewayOptions } from '../send/gateway-options.js';
import { loadSendConfig } from '../send/load-send-config.js';
import { readProductToken } from '../send/read-product-token.js';
import { createSandboxHttp } from '../send/sandbox-http.js';
import type { NamedSink, SinkContext } from './sink-context.js';

/** A person who writes more often than this within a minute is answered no more; neither is a program. */
const PER_CHAT_AND_MINUTE = 3;

/** `--reply`: answers every message, through CM or in a sandbox. */
export async function createListenReply(shared: SinkContext): Promise<NamedSink> {
  const { context, options, read, report } = shared;
  const config = await loadSendConfig(options, context);
  const sandbox = readFlag(options, 'sandbox');
  const from = config.settings.from ?? (sandbox ? demo.from : undefined);
  if (from === undefined) {
    throw usageError(
      '--reply needs the bot ID to answer from.',
      'Give --from <bot ID>, set CMTG_FROM, or try --sandbox.',
    );
  }
  const text = await readReplyText(readString(options, 'reply') ?? '', context);
  const plan = (to: string) =>
    planText({
      from,
      to: [to],
      parts: [text],
      rich: config.settings.textIn === 'rich',
      createReference: () => Buffer.from(context.io.randomBytes(16)).toString('hex'),
    });
  checkReply(plan('1').messages, config);
  const send = await createSender(config, shared);
  const sink = createReplySink({
    text,
    from,
    perChatAndMinute: PER_CHAT_AND_MINUTE,
    now: context.io.clock.now,
    read,
    send: (to) => send(plan(to).plan),
    onResult: (result) => report({ type: 'reply', ...result }, () => renderReply(result, context.outStyle)),
  });
  return {
    ...sink,
    name: 'reply',
    ready: () =>
      context.note(
        sandbox
          ? '  reply       to every message, in a sandbox: nothing leaves this machine'
          : `  reply       ${context.errStyle.yellow('to every message, through CM')}, at most ${PER_CHAT_AND_MINUTE} a minute and chat`,
      ),
  };
}

/** `@file` reads a file, as curl does; anything else is the text, unless it is what somebody meant with `@`. */
async function readReplyText(value: string, { io }: CommandContext): Promise<string> {
  if (value.startsWith('@')) return dropFinalNewline(await readTextFile(value.slice(1), io.cwd));
  if (isFile(resolve(io.cwd, value))) {
    throw usageError(
      `--reply: ${value} is a file, and everybody would be answered with its name.`,
      `Give --reply @${value} to answer with what is in it.`,
      'reply-invalid',
    );
  }
  return value;
}

/** A text that is too long for a path or impossible as one is none. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A text that never arrives is better refused now than with the first message. */
function checkReply(messages: Parameters<typeof checkMessages>[0], config: ResolvedConfig): void {
  const { rules, strict } = config.settings;
  const diagnostics = buildDiagnostics(checkMessages(messages), createFlagOrigins({ text: '--reply' }, config), rules);
  const [worst] = diagnostics.filter((diagnostic) => forbidSending([diagnostic], strict));
  if (worst !== undefined) throw usageError(`--reply: ${worst.message}`, worst.help, 'reply-invalid');
}

async function createSender(
  config: ResolvedConfig,
  { context, options, ending }: SinkContext,
): Promise<(plan: Parameters<typeof sendPlan>[0]) => Promise<{ state: string; details: string | null }>> {
  const { settings, origins } = config;
  const { io } = context;
  const sandbox = readFlag(options, 'sandbox');
  const token = await readProductToken(config, options, context);
  if (!sandbox) checkTokenDestination(settings.endpoint, origins['endpoint'] ?? { kind: 'default' });
  const http = sandbox ? await createSandboxHttp(token, context) : await io.createHttp();
  return async (plan) => {
    const { results } = await sendPlan(
      plan,
      // An answer nobody waits for is not worth sending twice.
      { ...readGatewayOptions(config, token, io), onUnknown: 'skip', signal: ending },
      createGatewayPorts(http, io),
    );
    const [result] = results;
    return { state: result?.state ?? 'not-sent', details: result?.details ?? null };
  };
}
