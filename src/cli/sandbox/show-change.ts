import { renderBubble } from '../../render/bubble.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { ConversationMessage, SandboxChange, WebhookDelivery } from '../../sandbox/conversation.js';
import type { Exchange } from '../../sandbox/state.js';
import { describeShown } from '../chat/describe-shown.js';
import type { CommandContext } from '../context.js';
import { explainUndelivered } from './explain-undelivered.js';

/** Prints what happens in a sandbox: requests, messages of both sides, and every try of a webhook. */
export function showChange(change: SandboxChange, context: CommandContext): void {
  if (context.global.json) {
    const line = toJson(change);
    if (line !== undefined) context.stdout.write(`${renderSafeJson(line)}\n`);
    return;
  }
  if (change.type === 'exchange') showExchange(change.exchange, context);
  else if (change.type === 'message') showMessage(change.message, context);
  else if (change.type === 'delivery') showDelivery(change.delivery, context);
}

function toJson(change: SandboxChange): Record<string, unknown> | undefined {
  switch (change.type) {
    case 'exchange':
      return { type: 'request', ...change.exchange };
    case 'message':
      return { type: 'message', ...change.message };
    case 'delivery':
      return isNews(change.delivery) ? { type: 'delivery', ...change.delivery } : undefined;
    case 'chat':
      return undefined;
    default:
      return { ...change };
  }
}

/** A webhook that only set out is no news yet. */
function isNews({ state, tries }: WebhookDelivery): boolean {
  return tries > 0 || state !== 'waiting';
}

function showExchange(exchange: Exchange, { stdout, outStyle }: CommandContext): void {
  const { accepted, refused, status, errorCode, fault } = exchange;
  const path = renderSafeText(exchange.path, { maxLength: 120 });
  const played = fault === undefined ? '' : outStyle.yellow(`  fault: ${fault}`);
  const answered =
    status === 0
      ? 'no answer'
      : `HTTP ${status}, errorCode ${errorCode}, ${accepted.length} accepted, ${refused.length} refused`;
  const method = renderSafeText(exchange.method, { maxLength: 20 });
  stdout.write(`${outStyle.dim(timeOf(exchange.receivedAt))} ${method} ${path} → ${answered}${played}\n`);
  for (const { to, errorCode: code, details } of refused) {
    const who = renderSafeText(to ?? 'the request', { maxLength: 120 });
    stdout.write(`  ${outStyle.red('refused')} ${who} ${code}: ${renderSafeText(details)}\n`);
  }
}

function showMessage(message: ConversationMessage, { stdout, outStyle }: CommandContext): void {
  const chat = renderSafeText(message.chat, { maxLength: 120 });
  if (message.by === 'user') {
    const name = renderSafeText(message.name, { maxLength: 60 });
    const said = describeShown(message.shown[0]);
    stdout.write(`${outStyle.dim(timeOf(message.at))} ${outStyle.bold(name)} (chat ${chat}): ${said}\n`);
    return;
  }
  stdout.write(`  ${outStyle.green('accepted')} for the chat ${chat}\n`);
  if (message.undelivered !== undefined)
    stdout.write(`  ${outStyle.yellow('undelivered')} ${explainUndelivered(message)}\n`);
  stdout.write(renderBubble(message.shown, { width: stdout.columns || 80, style: outStyle }));
}

function showDelivery(delivery: WebhookDelivery, { stdout, outStyle }: CommandContext): void {
  if (!isNews(delivery)) return;
  const last = delivery.attempts.at(-1);
  const copy = delivery.copyOf === undefined ? '' : ` (once more ${delivery.copyOf})`;
  const head = `  webhook ${delivery.id}${copy}`;
  switch (delivery.state) {
    case 'delivered':
      stdout.write(`${head} → ${outStyle.green('HTTP 200')}\n`);
      return;
    case 'nowhere':
      stdout.write(`${head} → ${outStyle.dim('nowhere: start with --webhook URL')}\n`);
      return;
    case 'lost':
      stdout.write(`${head} → ${outStyle.yellow('lost by a fault')}\n`);
      return;
    default: {
      const answer =
        last?.status == null ? renderSafeText(last?.detail ?? '', { maxLength: 160 }) : `HTTP ${last.status}`;
      const next = delivery.nextAttemptAt === null ? 'gave up' : `next try ${timeOf(delivery.nextAttemptAt)}`;
      stdout.write(`${head} → ${outStyle.red(answer)}, ${next}\n`);
    }
  }
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(11, 19);
}
