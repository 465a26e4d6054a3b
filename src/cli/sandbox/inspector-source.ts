import { CmtgError } from '../../core/errors.js';
import type { ActionResult, InspectedMessage, InspectorSource, Saying, SourceChange } from '../../inspector/source.js';
import type {
  ConversationMessage,
  ConversationSandbox,
  SandboxChange,
  UserAction,
  UserMessage,
  WebhookDelivery,
} from '../../sandbox/conversation.js';
import type { Exchange } from '../../sandbox/state.js';
import {
  type InspectedRequest,
  inspectBotMessage,
  inspectFault,
  inspectRefusal,
  inspectReport,
  inspectRequest,
  inspectUserMessage,
} from './inspect-messages.js';

/** Shows a sandbox to the inspector: both directions, what was refused, and every try of a webhook. */
export function createSandboxSource(sandbox: ConversationSandbox): InspectorSource {
  const messages = new Map<string, InspectedMessage>();
  const requests = new Map<number, InspectedRequest>();
  // What a message of the person, or a status report, was sent to the bot as.
  const deliveries = new Map<string, readonly WebhookDelivery[]>();
  const said = new Map<string, UserMessage>();
  const listeners = new Set<(change: SourceChange) => void>();

  const put = (message: InspectedMessage): void => {
    const type = messages.has(message.id) ? 'changed' : 'added';
    messages.set(message.id, message);
    for (const listener of listeners) listener({ type, message });
  };
  const takeExchange = (exchange: Exchange): void => {
    const request = inspectRequest(exchange);
    requests.set(exchange.id, request);
    for (const [index, refusal] of exchange.refused.entries()) put(inspectRefusal(exchange, refusal, index, request));
    if (exchange.refused.length + exchange.accepted.length === 0) put(inspectFault(exchange, request));
  };
  const takeMessage = (message: ConversationMessage): void => {
    if (message.by === 'bot') put(inspectBotMessage(message, requests.get(message.exchange)));
    else {
      said.set(`m${message.id}`, message);
      putSaid(`m${message.id}`);
    }
  };
  const takeDelivery = (delivery: WebhookDelivery): void => {
    const key = delivery.kind === 'message' ? `m${delivery.message}` : `d${delivery.copyOf ?? delivery.id}`;
    const others = (deliveries.get(key) ?? []).filter(({ id }) => id !== delivery.id);
    const all = [...others, delivery].sort((a, b) => a.id - b.id);
    deliveries.set(key, all);
    if (delivery.kind === 'status') put(inspectReport(key, all));
    else putSaid(key);
  };
  const putSaid = (key: string): void => {
    const message = said.get(key);
    if (message !== undefined) put(inspectUserMessage(message, deliveries.get(key) ?? []));
  };
  const take = (change: SandboxChange): void => {
    if (change.type === 'exchange') takeExchange(change.exchange);
    else if (change.type === 'delivery') takeDelivery(change.delivery);
    else if (change.type === 'message') takeMessage(change.message);
    else if (change.type === 'reset') {
      for (const map of [messages, requests, deliveries, said]) map.clear();
      for (const listener of listeners) listener({ type: 'reset' });
    }
  };

  for (const exchange of sandbox.exchanges()) takeExchange(exchange);
  for (const message of sandbox.messages()) takeMessage(message);
  for (const delivery of sandbox.deliveries()) takeDelivery(delivery);
  sandbox.subscribe(take);

  return {
    kind: 'sandbox',
    title: sandbox.webhook === null ? 'no webhook address' : `→ ${sandbox.webhook.replace('http://', '')}`,
    messages: () => [...messages.values()].sort((a, b) => a.at - b.at),
    find: (id) => messages.get(id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    say: async (saying) => say(sandbox, saying),
    replay: async (id) => replay(sandbox, deliveries.get(id)?.[0]),
  };
}

function say(sandbox: ConversationSandbox, saying: Saying): ActionResult {
  const { bot, chat, name, replyTo } = saying;
  try {
    sandbox.act(readAction(saying), {
      chat,
      ...(bot === '' ? {} : { bot }),
      ...(name === undefined ? {} : { name }),
      ...(replyTo === undefined ? {} : { replyTo: Number(replyTo.slice(1)) }),
    });
    return { ok: true, detail: 'Said.' };
  } catch (error) {
    if (error instanceof CmtgError) return { ok: false, detail: error.message };
    throw error;
  }
}

function readAction({ text = '', media, location, contact }: Saying): UserAction {
  if (location !== undefined) return { kind: 'location', ...location };
  if (contact !== undefined) return { kind: 'contact', ...contact };
  if (media !== undefined) {
    const { kind, uri, name, contentType } = media;
    return { kind, media: { uri, name, mimeType: contentType }, ...(text === '' ? {} : { caption: text }) };
  }
  const start = /^\/start(?: ([\w-]+))?$/.exec(text);
  if (start === null) return { kind: 'text', text };
  return start[1] === undefined ? { kind: 'start' } : { kind: 'start', payload: start[1] };
}

function replay(sandbox: ConversationSandbox, delivery: WebhookDelivery | undefined): ActionResult {
  if (delivery === undefined) return { ok: false, detail: 'This never was a webhook.' };
  if (sandbox.webhook === null) return { ok: false, detail: 'No webhook address is set (--webhook URL).' };
  const again = sandbox.redeliver(delivery.id);
  return again === undefined
    ? { ok: false, detail: 'The sandbox has forgotten this webhook.' }
    : { ok: true, detail: 'Sent again.' };
}
