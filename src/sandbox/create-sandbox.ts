import { CmtgError } from '../core/errors.js';
import { buildReport, buildUserWebhook } from './build-webhook.js';
import type {
  ActContext,
  BotMessage,
  ChangeListener,
  ConversationSandbox,
  SandboxChange,
  Undelivered,
  UserAction,
} from './conversation.js';
import { createConversationMemory } from './conversation-memory.js';
import { createFaultDice } from './fault-dice.js';
import { type FaultSettings, noFaults } from './fault-settings.js';
import { createSandboxGateway } from './gateway.js';
import { drawGatewayFault } from './gateway-fault.js';
import { createOutbox, type PostWebhook } from './outbox.js';
import { showAction } from './show-action.js';
import type { Snapshot } from './snapshot.js';
import type { Exchange, SandboxMessage } from './state.js';
import { type BaseClock, createVirtualClock } from './virtual-clock.js';

/** Who talks where, unless an action says otherwise. */
export interface Parties {
  readonly bot: string;
  readonly chat: string;
  readonly name: string;
}

/** Who talks where by default: the IDs of the documentation's examples. */
export const sandboxDefaults: Parties = { bot: '1234567890', chat: '987654321', name: 'Sam Sandbox' };

export interface ConversationSandboxOptions {
  readonly clock: BaseClock;
  /** Calls the webhook once. */
  readonly post: PostWebhook;
  /** Where webhooks go; null or absent for nowhere. */
  readonly webhook?: string | null;
  /** The only product token that is accepted; without it every one that is not empty is. */
  readonly token?: string;
  readonly faults?: FaultSettings;
  /** Sends a status report for every accepted message. Assumed: CM's page says that Telegram has none. */
  readonly statusReports?: boolean;
  readonly defaults?: Partial<Parties>;
  /** How many requests, messages and webhooks are remembered. Default 10 000. */
  readonly keep?: number;
  /** What an earlier sandbox had. */
  readonly restored?: Snapshot;
}

/** Creates a sandbox with a person in it: CM's gateway and the Telegram user at once. */
export function createConversationSandbox(
  options: ConversationSandboxOptions,
): ConversationSandbox & { snapshot(): Snapshot } {
  const keep = options.keep ?? 10_000;
  const defaults = { ...sandboxDefaults, ...options.defaults };
  const clock = createVirtualClock(options.clock, options.restored?.ahead);
  const listeners = new Set<ChangeListener>();
  let dice = createFaultDice(options.faults ?? noFaults);
  let webhook = options.webhook ?? null;
  let moving: Promise<void> = Promise.resolve();

  const memory = createConversationMemory(keep, options.restored);
  const outbox = createOutbox({
    clock,
    base: options.clock,
    post: options.post,
    url: () => webhook,
    dice: () => dice,
    onChange: (delivery) => tell({ type: 'delivery', delivery }),
    keep,
    ...(options.restored === undefined ? {} : { restored: options.restored.deliveries }),
  });
  const gateway = createSandboxGateway({
    clock,
    keep,
    ...(options.token === undefined ? {} : { token: options.token }),
    ...(options.restored === undefined ? {} : { restored: options.restored.exchanges }),
    drawFault: () => drawGatewayFault(dice),
    onExchange: receive,
  });

  function tell(change: SandboxChange): void {
    for (const listener of [...listeners]) listener(change);
  }

  function tellChat(bot: string, chat: string): void {
    const known = memory.chat(bot, chat);
    if (known !== undefined) tell({ type: 'chat', chat: known });
  }

  /** What the gateway accepted appears in the chats. */
  function receive(exchange: Exchange): void {
    tell({ type: 'exchange', exchange });
    for (const accepted of exchange.accepted) {
      const message = memory.addBotMessage(describe(accepted));
      tell({ type: 'message', message });
      tellChat(message.bot, message.chat);
      if (options.statusReports === true) sendWebhook('status', message, buildReport(message));
    }
  }

  function describe(accepted: SandboxMessage): Omit<BotMessage, 'id'> {
    const { from: bot, to: chat, receivedAt: at, reference, groupings, shown, exchange } = accepted;
    const opened = memory.chat(bot, chat)?.openedAt ?? null;
    const undelivered: Undelivered | undefined = !accepted.telegram
      ? 'other-channel'
      : opened === null
        ? 'chat-not-opened'
        : shown.length === 0
          ? 'nothing-shown'
          : undefined;
    const message = { by: 'bot', bot, chat, at, reference, groupings, shown, exchange } as const;
    return undelivered === undefined ? message : { ...message, undelivered };
  }

  function sendWebhook(
    kind: 'message' | 'status',
    { bot, chat, id }: { readonly bot: string; readonly chat: string; readonly id: number },
    body: Record<string, unknown>,
  ) {
    return outbox.send({
      kind,
      bot,
      chat,
      message: id,
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'cmtg-sandbox' },
      body: JSON.stringify(body),
    });
  }

  function act(action: UserAction, context: ActContext = {}): ReturnType<ConversationSandbox['act']> {
    const shown = showAction(action);
    const chat = context.chat ?? defaults.chat;
    const bots = memory.botsOf(chat);
    const bot = context.bot ?? (bots.length === 1 ? bots[0] : undefined) ?? defaults.bot;
    checkParties(bot, chat);
    const name = context.name ?? (memory.chat(bot, chat)?.name || defaults.name);
    const answered = context.replyTo === undefined ? undefined : findAnswered(context.replyTo, bot, chat);
    const described = {
      by: 'user',
      bot,
      chat,
      name,
      at: clock.now(),
      shown: [shown],
      ...(context.replyTo === undefined ? {} : { replyTo: context.replyTo }),
    } as const;
    const body = buildUserWebhook(described, answered ?? memory.latestOfBot(bot, chat));
    const message = memory.addUserMessage({ ...described, delivery: outbox.nextId });
    tell({ type: 'message', message });
    tellChat(bot, chat);
    return { message, first: sendWebhook('message', message, body).first };
  }

  function findAnswered(id: number, bot: string, chat: string): BotMessage {
    const message = memory.message(id);
    const fits = message?.by === 'bot' && message.bot === bot && message.chat === chat;
    if (!fits || message.undelivered !== undefined) {
      throw new CmtgError(`The chat has no message ${id} of the bot that could be answered.`, {
        code: 'reply-unknown',
        category: 'input',
      });
    }
    return message;
  }

  async function advanceNow(ms: number): Promise<void> {
    const target = clock.now() + ms;
    await outbox.settled();
    for (let due = outbox.nextDue(); due !== undefined && due <= target; due = outbox.nextDue()) {
      clock.moveTo(due);
      await outbox.runDue();
      await outbox.settled();
    }
    clock.moveTo(target);
    outbox.clockMoved();
    tell({ type: 'clock', now: clock.now() });
  }

  return {
    async handle(request) {
      const answer = await gateway.handle(request);
      if (answer.delayMs !== undefined) await options.clock.sleep(answer.delayMs, request.signal);
      return answer;
    },
    chats: () => memory.chats(),
    messages: (filter) => memory.messages(filter),
    deliveries: () => outbox.list(),
    exchanges: () => gateway.exchanges(),
    act,
    redeliver(id) {
      const given = outbox.find(id);
      return given === undefined ? undefined : outbox.send(given, id).delivery;
    },
    now: () => clock.now(),
    advance(ms) {
      moving = moving.then(() => advanceNow(ms));
      return moving;
    },
    settled: () => outbox.settled(),
    get webhook() {
      return webhook;
    },
    setWebhook(url) {
      webhook = url;
      tell({ type: 'webhook', url });
    },
    get faults() {
      return dice.settings;
    },
    setFaults(faults) {
      dice = createFaultDice(faults);
      tell({ type: 'faults', faults });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reset() {
      gateway.reset();
      memory.reset();
      outbox.reset();
      // The same dice again: a script that starts from nothing meets the same faults.
      dice = createFaultDice(dice.settings);
      tell({ type: 'reset' });
    },
    snapshot: () => ({
      version: 1,
      ahead: clock.ahead,
      chats: memory.chats(),
      messages: memory.messages(),
      deliveries: outbox.list(),
      exchanges: gateway.exchanges(),
    }),
    close: () => outbox.close(),
  };
}

/** Both end up in JSON and in terminals; what no chat ID can be is a slip of whoever wrote it. */
function checkParties(bot: string, chat: string): void {
  for (const [name, value] of [
    ['bot', bot],
    ['chat', chat],
  ] as const) {
    if (value.trim() === '' || value.length > 100) {
      throw new CmtgError(`The ${name} ID is empty or too long.`, { code: 'action-impossible', category: 'input' });
    }
  }
}
