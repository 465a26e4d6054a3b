import type { ConversationSandbox, WebhookDelivery } from '../../../src/sandbox/conversation.js';
import { type ConversationSandboxOptions, createConversationSandbox } from '../../../src/sandbox/create-sandbox.js';
import type { PostOutcome } from '../../../src/sandbox/outbox.js';
import type { Snapshot } from '../../../src/sandbox/snapshot.js';
import { message, payload, TOKEN } from './harness.js';

export const START = Date.UTC(2027, 0, 1, 12);
export const BOT = '123456789';
export const CHAT = '987654321';

export interface Person {
  readonly sandbox: ConversationSandbox & { snapshot(): Snapshot };
  /** What arrived at the webhook, in order. */
  readonly calls: WebhookDelivery[];
  /** Bodies of these. */
  bodies(): Record<string, unknown>[];
  /** The bot sends a message, with members replaced. */
  send(over?: Record<string, unknown>): Promise<void>;
}

/** A sandbox whose real time stands still, and a webhook that answers what `answer` says: 200 unless told otherwise. */
export function openPerson(
  options: Partial<ConversationSandboxOptions> = {},
  answer: (delivery: WebhookDelivery, call: number) => PostOutcome | Promise<PostOutcome> = () => ok,
): Person {
  const calls: WebhookDelivery[] = [];
  const sandbox = createConversationSandbox({
    clock: { now: () => START, sleep: never },
    webhook: 'http://127.0.0.1:1/hook',
    defaults: { bot: BOT, chat: CHAT, name: 'Sam' },
    post: async (delivery) => {
      calls.push(delivery);
      return answer(delivery, calls.length);
    },
    ...options,
  });
  return {
    sandbox,
    calls,
    bodies: () => calls.map(({ body }) => JSON.parse(body)),
    async send(over) {
      const request = {
        method: 'POST',
        url: 'http://sandbox/v1.0/message',
        headers: { 'x-cm-producttoken': TOKEN },
        body: JSON.stringify(payload(message(over))),
      };
      await sandbox.handle(request);
    },
  };
}

export const ok: PostOutcome = { status: 200, detail: '' };

/** Real time that never comes: only the control of the clock moves anything. */
function never(_ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
