import { judgeChannel } from '../core/inbound/channels.js';
import type { ParsedMessage, ParsedWebhook } from '../core/inbound/parsed-webhook.js';
import type { ReceivedWebhook } from './received-webhook.js';
import type { WebhookSink } from './sink.js';

/** Why a message got no answer. */
export type ReplySkip = 'no-sender' | 'own-message' | 'echo' | 'repeated' | 'other-channel' | 'too-many';

/** What became of one answer. `state` is the outcome of sending; null when nothing was sent, then `skipped` says why. */
export interface ReplyResult {
  readonly id: string;
  readonly to: string;
  readonly state: string | null;
  readonly details: string | null;
  readonly skipped: ReplySkip | null;
}

export interface ReplyOptions {
  readonly text: string;
  /** Bot ID that answers: its own messages are never answered. */
  readonly from: string;
  readonly perChatAndMinute: number;
  readonly now: () => number;
  readonly read: (webhook: ReceivedWebhook) => ParsedWebhook;
  readonly send: (to: string) => Promise<{ readonly state: string; readonly details: string | null }>;
  readonly onResult: (result: ReplyResult) => void | Promise<void>;
}

const MINUTE = 60_000;
/** Chats that are remembered; beyond it the ones that were quiet for longest are forgotten. */
const MOST_CHATS = 10_000;

/**
 * Answers every message, and takes care that two programs never talk to each other for ever: nothing but messages, never
 * the bot's own words, never the same webhook twice, never a chat more than so many times a minute.
 */
export function createReplySink(options: ReplyOptions): WebhookSink {
  const { now, read, send, onResult, perChatAndMinute } = options;
  const answered = new Map<string, number[]>();

  const mayAnswer = (chat: string): boolean => {
    const recent = (answered.get(chat) ?? []).filter((time) => now() - time < MINUTE);
    // Deleting first moves the chat to the end: the map is ordered by the last answer.
    answered.delete(chat);
    const allowed = recent.length < perChatAndMinute;
    answered.set(chat, allowed ? [...recent, now()] : recent);
    const [oldest] = answered.keys();
    if (answered.size > MOST_CHATS && oldest !== undefined) answered.delete(oldest);
    return allowed;
  };

  return {
    async push(webhook) {
      const parsed = read(webhook);
      if (parsed.kind !== 'message') return;
      const to = parsed.from.number;
      const skipped = findSkip(webhook, parsed, options) ?? (mayAnswer(to) ? null : 'too-many');
      const sent = skipped === null ? await send(to) : { state: null, details: null };
      await onResult({ id: webhook.id, to, ...sent, skipped });
    },
  };
}

function findSkip(
  webhook: ReceivedWebhook,
  { from, to, text, channel, form }: ParsedMessage,
  options: ReplyOptions,
): ReplySkip | null {
  if (from.number === '') return 'no-sender';
  if (from.number === options.from || from.number === to.number) return 'own-message';
  if (text !== '' && text.trim() === options.text.trim()) return 'echo';
  if (webhook.duplicateOf !== undefined) return 'repeated';
  // The Gateway app's form is not Telegram's: CM registers Telegram in the Channels app.
  return form === 'legacy' || judgeChannel(channel) === 'other' ? 'other-channel' : null;
}
