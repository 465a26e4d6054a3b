import { readShown } from '../../inspector/message/read-shown.js';
import { readWebhook } from '../../inspector/message/read-webhook.js';
import type { Answer, HttpCall, InspectedMessage, Part } from '../../inspector/source.js';
import type { BotMessage, DeliveryState, UserMessage, WebhookDelivery } from '../../sandbox/conversation.js';
import type { Exchange, SandboxRefusal } from '../../sandbox/state.js';

/** A request to the sandbox as the inspector has it. Made once a request: a thousand messages may share it. */
export interface InspectedRequest {
  readonly call: HttpCall;
  readonly answers: readonly Answer[];
}

const undeliveredWords = {
  'chat-not-opened': 'never arrives: the person has not written to this bot yet',
  'other-channel': 'not on Telegram: the message names other channels',
  'nothing-shown': 'Telegram would show nothing of it',
} as const;

const deliveryStates: Readonly<Record<DeliveryState, Pick<InspectedMessage, 'state' | 'note'>>> = {
  delivered: { state: 'delivered', note: '' },
  waiting: { state: 'waiting', note: '' },
  'gave-up': { state: 'refused', note: 'the app never answered 200; given up after a month' },
  lost: { state: 'undelivered', note: 'the webhook was lost by a fault' },
  nowhere: { state: 'received', note: 'no webhook address is set' },
};

export function inspectRequest(exchange: Exchange): InspectedRequest {
  const { method, path, headers, raw, status, receivedAt, fault, answer = '' } = exchange;
  const failure = fault === undefined ? '' : `Fault: ${fault}`;
  return {
    call: {
      method,
      url: `http://${headers['host'] ?? 'sandbox'}${path}`,
      headers: Object.entries(headers),
      body: raw,
      binary: raw.includes('\ufffd'),
      checks: 'payload',
    },
    answers: [
      {
        at: receivedAt,
        status: status === 0 ? undefined : status,
        headers: [],
        body: answer,
        durationMs: undefined,
        failure,
        cause: 'first',
      },
    ],
  };
}

/** A message of the bot; `request` is missing when the sandbox has forgotten it. */
export function inspectBotMessage(message: BotMessage, request: InspectedRequest | undefined): InspectedMessage {
  const { id, bot, chat, at, reference, shown, undelivered } = message;
  return {
    ...(request ?? forgotten),
    id: `m${id}`,
    bot,
    chat,
    name: '',
    side: 'bot',
    at,
    parts: readShown(shown),
    state: undelivered === undefined ? 'delivered' : 'undelivered',
    note: undelivered === undefined ? '' : undeliveredWords[undelivered],
    reference: reference ?? '',
    replayable: false,
  };
}

/** What the gateway did not take: a recipient, or the whole request. */
export function inspectRefusal(
  { id, receivedAt, raw }: Exchange,
  { to, reference, errorCode, details }: SandboxRefusal,
  index: number,
  request: InspectedRequest,
): InspectedMessage {
  const part: Part = { kind: 'service', text: `Refused by the gateway, code ${errorCode}: ${details}` };
  return {
    ...request,
    id: `x${id}-${index}`,
    bot: to === null ? '' : readSender(raw),
    chat: to ?? '',
    name: '',
    side: 'service',
    at: receivedAt,
    parts: [part],
    state: 'refused',
    note: '',
    reference: reference ?? '',
    replayable: false,
  };
}

/** A request that a fault answered: nothing was taken and nothing refused. */
export function inspectFault({ id, receivedAt, status, fault }: Exchange, request: InspectedRequest): InspectedMessage {
  const answered = status === 0 ? 'no answer' : `HTTP ${status}`;
  return {
    ...request,
    id: `x${id}`,
    bot: '',
    chat: '',
    name: '',
    side: 'service',
    at: receivedAt,
    parts: [
      { kind: 'service', text: `A request got ${answered}${fault === undefined ? '' : ` by the fault ${fault}`}` },
    ],
    state: 'refused',
    note: '',
    reference: '',
    replayable: false,
  };
}

/** A message of the person, with every try to tell the bot of it. */
export function inspectUserMessage(message: UserMessage, deliveries: readonly WebhookDelivery[]): InspectedMessage {
  const { id, bot, chat, name, at, shown, replyTo } = message;
  const [said] = shown;
  const parts: readonly Part[] =
    said.kind === 'location'
      ? [said]
      : said.kind === 'contact'
        ? [{ kind: 'contact', name: said.name, phones: [said.phone] }]
        : readShown([said]);
  return {
    ...inspectDeliveries(deliveries),
    id: `m${id}`,
    bot,
    chat,
    name,
    side: 'user',
    at,
    parts,
    reference: '',
    ...(replyTo === undefined ? {} : { replyTo: `m${replyTo}` }),
  };
}

/** A status report to the bot. */
export function inspectReport(id: string, deliveries: readonly WebhookDelivery[]): InspectedMessage {
  const [first] = deliveries;
  const { parts, reference } = readWebhook(first?.body ?? '');
  return {
    ...inspectDeliveries(deliveries),
    id,
    bot: first?.bot ?? '',
    chat: first?.chat ?? '',
    name: '',
    side: 'service',
    at: first?.createdAt ?? 0,
    parts,
    reference,
  };
}

type Delivered = Pick<InspectedMessage, 'call' | 'answers' | 'state' | 'note' | 'replayable'>;

function inspectDeliveries(deliveries: readonly WebhookDelivery[]): Delivered {
  const [first] = deliveries;
  if (first === undefined) return { ...forgotten, state: 'waiting', note: '', replayable: false };
  const best = deliveries.find(({ state }) => state === 'delivered') ?? first;
  return {
    call: {
      method: 'POST',
      url: first.url ?? 'http://127.0.0.1:3000/webhook',
      headers: Object.entries(first.headers),
      body: first.body,
      binary: false,
      checks: 'webhook',
    },
    answers: deliveries.flatMap(inspectAttempts),
    ...deliveryStates[best.state],
    replayable: true,
  };
}

function inspectAttempts({ attempts, tries, copyOf }: WebhookDelivery): readonly Answer[] {
  return attempts.map(({ at, tookMs, status, detail }, index) => ({
    at,
    status: status ?? undefined,
    headers: [],
    body: status === null ? '' : detail,
    durationMs: tookMs,
    failure: status === null ? detail : '',
    cause: tries - attempts.length + index > 0 ? 'retry' : copyOf === undefined ? 'first' : 'replay',
  }));
}

/** The bot that a refused request names, to put the refusal into its chat. */
function readSender(raw: string): string {
  return /"from"\s*:\s*"([^"\\]{1,64})"/i.exec(raw)?.[1] ?? '';
}

const forgotten: InspectedRequest = {
  call: { method: 'POST', url: '', headers: [], body: '', binary: false, checks: 'webhook' },
  answers: [],
};
