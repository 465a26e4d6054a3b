import type {
  ActionResult,
  Answer,
  HttpCall,
  InspectedMessage,
  InspectorSource,
  Part,
  Saying,
  SourceChange,
} from '../../src/inspector/source.js';

/** A source in memory: what is added shows, what is asked for is kept. */
export interface FakeSource extends InspectorSource {
  add(message: Partial<InspectedMessage>): InspectedMessage;
  change(message: InspectedMessage): void;
  reset(): void;
  readonly said: readonly Saying[];
  readonly replayed: readonly string[];
}

export interface FakeSettings {
  readonly kind?: InspectorSource['kind'];
  /** Without it nobody can write or replay. */
  readonly actions?: boolean;
  /** What the app answers to a text of the user. */
  readonly reply?: (text: string) => string | undefined;
}

const START = Date.UTC(2027, 0, 4, 9, 0);

export function createFakeSource({ kind = 'sandbox', actions = true, reply }: FakeSettings = {}): FakeSource {
  let messages: InspectedMessage[] = [];
  const listeners = new Set<(change: SourceChange) => void>();
  const said: Saying[] = [];
  const replayed: string[] = [];
  const emit = (change: SourceChange) => {
    for (const listener of listeners) listener(change);
  };

  const source: FakeSource = {
    kind,
    title: 'http://127.0.0.1:8787',
    messages: () => messages,
    find: (id) => messages.find((message) => message.id === id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(given) {
      const message = complete(given, messages.length);
      messages.push(message);
      emit({ type: 'added', message });
      return message;
    },
    change(message) {
      messages = messages.map((one) => (one.id === message.id ? message : one));
      emit({ type: 'changed', message });
    },
    reset() {
      messages = [];
      emit({ type: 'reset' });
    },
    said,
    replayed,
    ...(actions ? { say, replay } : {}),
  };

  async function say(saying: Saying): Promise<ActionResult> {
    said.push(saying);
    const { bot, chat, name = '', text = '' } = saying;
    source.add({ bot, chat, name, side: 'user', at: Date.now(), parts: [{ kind: 'text', text }], state: 'delivered' });
    const answer = reply?.(text);
    if (answer !== undefined) source.add({ bot, chat, at: Date.now(), parts: [{ kind: 'text', text: answer }] });
    return { ok: true, detail: 'Said.' };
  }

  async function replay(id: string): Promise<ActionResult> {
    replayed.push(id);
    const message = source.find(id);
    if (message === undefined) return { ok: false, detail: 'There is no such webhook.' };
    source.change({ ...message, answers: [...message.answers, { ...okAnswer, cause: 'replay' }] });
    return { ok: true, detail: 'Replayed: HTTP 200.' };
  }
  return source;
}

export const okAnswer: Answer = {
  at: START + 40,
  status: 200,
  headers: [['content-type', 'application/json']],
  body: '',
  durationMs: 12,
  failure: '',
  cause: 'first',
};

function complete(given: Partial<InspectedMessage>, index: number): InspectedMessage {
  const {
    side = 'bot',
    bot = '1234567890',
    chat = '987654321',
    parts = [{ kind: 'text', text: `Message ${index}` }],
  } = given;
  const call =
    given.call ?? (side === 'bot' ? buildRequest(chat, bot, parts) : buildWebhook(chat, bot, given.name ?? '', parts));
  return {
    id: `m${index}`,
    bot,
    chat,
    name: '',
    side,
    at: START + index * 60_000,
    parts,
    state: 'delivered',
    note: '',
    reference: '0123456789abcdef0123456789abcdef',
    answers: [okAnswer],
    replayable: side !== 'bot',
    ...given,
    call,
  };
}

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : part.kind === 'media' ? part.caption : '')).join('');
}

function buildRequest(chat: string, bot: string, parts: readonly Part[]): HttpCall {
  const message = {
    allowedChannels: ['Telegram Messenger'],
    from: bot,
    to: [{ number: chat }],
    body: { type: 'auto', content: textOf(parts) },
  };
  return {
    method: 'POST',
    url: 'http://127.0.0.1:8787/v1.0/message',
    headers: [
      ['content-type', 'application/json; charset=utf-8'],
      ['x-cm-producttoken', '[redacted]'],
    ],
    body: JSON.stringify({ messages: { msg: [message] } }),
    binary: false,
    checks: 'payload',
  };
}

function buildWebhook(chat: string, bot: string, name: string, parts: readonly Part[]): HttpCall {
  const webhook = {
    reference: '',
    messageContext: '',
    from: { number: chat, name },
    to: { number: bot, name: '' },
    message: { text: textOf(parts), media: { mediaUri: '', contentType: '', title: '' }, custom: {} },
    groupings: ['', '', ''],
    timeUtc: '2027-01-04T09:00:00',
    channel: 'Telegram Messenger',
  };
  return {
    method: 'POST',
    url: 'http://127.0.0.1:3000/webhook',
    headers: [['content-type', 'application/json']],
    body: JSON.stringify(webhook),
    binary: false,
    checks: 'webhook',
  };
}
