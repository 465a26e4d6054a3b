import { CmtgError } from '../../core/errors.js';
import { renderBubble } from '../../render/bubble.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { ActContext, ConversationMessage } from '../../sandbox/conversation.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { explainUndelivered } from '../sandbox/explain-undelivered.js';
import type { ChatPort } from './chat-port.js';
import { lineCommands, parseLine } from './parse-line.js';
import { type LineSource, readLines } from './read-lines.js';

/** Who talks to whom; what is undefined is the sandbox's choice. */
export interface Parties {
  readonly chat: string | undefined;
  readonly bot: string | undefined;
  readonly name: string | undefined;
}

const POLL_MS = 1000;
/** After the last line of a pipe: the bot may still answer, until it is silent for so long. */
const SILENCE_MS = 2000;

/** Talks as the Telegram user until the input ends: every line goes to the bot, its answers appear as bubbles. */
export async function talk(port: ChatPort, parties: Parties, context: CommandContext): Promise<number> {
  const { io } = context;
  let after = await port.lastMessage();
  if (io.stdin.isTTY) {
    context.note(context.errStyle.dim('Type to the bot; /start opens the chat, :help lists what else.'));
  }
  const source = readLines(context);
  let over = false;
  let chat = parties.chat;

  const listen = async (): Promise<void> => {
    let silentSince = io.clock.now();
    while (!io.interrupted.aborted) {
      const filter = chat === undefined ? { after } : { after, chat };
      const messages = await port.messages(filter, POLL_MS);
      for (const message of messages) {
        after = Math.max(after, message.id);
        silentSince = io.clock.now();
        show(message, source, context);
      }
      if (over && io.clock.now() - silentSince >= (io.stdin.isTTY ? 0 : SILENCE_MS)) return;
    }
  };

  const speak = async (): Promise<void> => {
    for await (const line of source.lines) {
      if (!(await carryOut(line))) break;
    }
    over = true;
  };

  /** False when the person wants to leave. */
  const carryOut = async (text: string): Promise<boolean> => {
    const line = parseLine(text);
    try {
      if (line.do === 'quit') return false;
      if (line.do === 'help') source.remark(renderHelp());
      if (line.do === 'wrong') source.remark(`${renderSafeText(line.message)}\n`);
      if (line.do === 'advance') await port.advance(line.ms);
      if (line.do === 'act') chat = (await port.act(line.action, contextOf(line.replyTo))).chat;
    } catch (error) {
      if (!(error instanceof CmtgError) || error.category !== 'input') throw error;
      source.remark(`${renderSafeText(error.message)}\n`);
    }
    return true;
  };

  const contextOf = (replyTo: number | undefined): ActContext => ({
    ...(chat && { chat }),
    ...(parties.bot && { bot: parties.bot }),
    ...(parties.name && { name: parties.name }),
    ...(replyTo === undefined ? {} : { replyTo }),
  });

  const leave = (): void => source.close();
  io.interrupted.addEventListener('abort', leave, { once: true });
  try {
    await Promise.all([listen(), speak()]);
  } catch (error) {
    if (!io.interrupted.aborted) throw error;
  } finally {
    io.interrupted.removeEventListener('abort', leave);
    source.close();
  }
  return exitCodes.ok.code;
}

function show(message: ConversationMessage, source: LineSource, { stdout, outStyle, global }: CommandContext): void {
  if (global.json) {
    source.print(`${renderSafeJson({ type: 'message', ...message })}\n`);
    return;
  }
  if (message.by === 'user') return;
  if (message.undelivered !== undefined) {
    source.print(`${outStyle.yellow('undelivered')} ${explainUndelivered(message)}\n`);
    return;
  }
  const head = outStyle.dim(`#${message.id} bot ${renderSafeText(message.bot, { maxLength: 60 })}`);
  source.print(`${head}\n${renderBubble(message.shown, { width: stdout.columns || 80, style: outStyle })}`);
}

function renderHelp(): string {
  const width = Math.max(...lineCommands.map(([usage]) => usage.length));
  return lineCommands.map(([usage, meaning]) => `  ${usage.padEnd(width)}  ${meaning}\n`).join('');
}
