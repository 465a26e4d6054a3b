import { readWebhook } from '../../inspector/message/read-webhook.js';
import type { ActionResult, Answer, InspectedMessage, InspectorSource, SourceChange } from '../../inspector/source.js';
import type { ReceivedWebhook } from '../../webhook/received-webhook.js';

export interface JournalSourceOptions {
  readonly title: string;
  /** Where webhooks go on to; undefined when they go nowhere, and then nothing can be replayed. */
  readonly target: string | undefined;
  /** Sends a webhook to the target once more. */
  readonly resend: (webhook: ReceivedWebhook) => Promise<ActionResult>;
  readonly now: () => number;
}

/** The webhooks of a journal for the inspector, with what became of them. */
export interface JournalSource extends InspectorSource {
  add(webhook: ReceivedWebhook): void;
  /** Takes a record beside the webhooks; those that hold an answer of a target are shown with their webhook. */
  addRecord(record: Readonly<Record<string, unknown>>): void;
}

/** More than a person looks through; the oldest are still in the journal. */
const MOST_KEPT = 20_000;

/** Collects webhooks and answers, in any order. */
export function createJournalSource({ title, target, resend, now }: JournalSourceOptions): JournalSource {
  const webhooks = new Map<string, ReceivedWebhook>();
  const messages = new Map<string, InspectedMessage>();
  const answers = new Map<string, readonly Answer[]>();
  const listeners = new Set<(change: SourceChange) => void>();

  const put = (webhook: ReceivedWebhook): void => {
    const type = messages.has(webhook.id) ? 'changed' : 'added';
    const message = inspectWebhook(webhook, answers.get(webhook.id) ?? [], target);
    messages.set(webhook.id, message);
    for (const listener of listeners) listener({ type, message });
  };

  return {
    kind: 'journal',
    title,
    messages: () => messages.values(),
    find: (id) => messages.get(id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(webhook) {
      // A webhook may come from the file and from the listener: it is the same one.
      if (webhooks.has(webhook.id)) return;
      webhooks.set(webhook.id, webhook);
      put(webhook);
      const [oldest] = webhooks.size > MOST_KEPT ? webhooks.keys() : [];
      if (oldest !== undefined) for (const map of [webhooks, messages, answers]) map.delete(oldest);
    },
    addRecord(record) {
      const { type, id } = record;
      if (type !== 'answer' || typeof id !== 'string') return;
      const known = answers.get(id) ?? [];
      answers.set(id, [...known, readAnswer(record, known.length === 0 ? 'first' : 'replay', now())]);
      const webhook = webhooks.get(id);
      if (webhook !== undefined) put(webhook);
    },
    ...(target === undefined
      ? {}
      : {
          replay: async (id: string): Promise<ActionResult> => {
            const webhook = webhooks.get(id);
            return webhook === undefined ? { ok: false, detail: 'There is no such webhook.' } : resend(webhook);
          },
        }),
  };
}

function inspectWebhook(
  webhook: ReceivedWebhook,
  answers: readonly Answer[],
  target: string | undefined,
): InspectedMessage {
  const { id, receivedAt, method, path, headers, raw, bytes, duplicateOf } = webhook;
  const last = answers.at(-1);
  const duplicate = duplicateOf === undefined ? '' : `same body as ${duplicateOf}`;
  return {
    ...readWebhook(bytes),
    ...describeState(last, target),
    ...(duplicate === '' ? {} : { note: duplicate }),
    id,
    at: Date.parse(receivedAt) || 0,
    call: {
      method,
      url: target ?? path,
      headers,
      body: raw ?? new TextDecoder().decode(bytes),
      binary: raw === undefined,
      checks: 'webhook',
    },
    answers,
    replayable: target !== undefined,
  };
}

function describeState(last: Answer | undefined, target: string | undefined): Pick<InspectedMessage, 'state' | 'note'> {
  if (target === undefined) return { state: 'received', note: '' };
  if (last === undefined) return { state: 'waiting', note: 'the target has not answered yet' };
  // CM counts nothing but 200 as delivered.
  if (last.status === 200) return { state: 'delivered', note: '' };
  return {
    state: 'refused',
    note: last.status === undefined ? 'the target gave no answer' : `the target answered ${last.status}`,
  };
}

/** An answer as the journal has it: see `describeAnswer` beside `--forward`. */
function readAnswer(record: Readonly<Record<string, unknown>>, cause: Answer['cause'], now: number): Answer {
  const { target, status, ms, body, error, receivedAt } = record;
  return {
    at: typeof receivedAt === 'string' ? Date.parse(receivedAt) || now : now,
    status: typeof status === 'number' ? status : undefined,
    headers: typeof target === 'string' ? [['(target)', target]] : [],
    body: typeof body === 'string' ? body : '',
    durationMs: typeof ms === 'number' ? ms : undefined,
    failure: typeof error === 'string' ? error : '',
    cause,
  };
}
