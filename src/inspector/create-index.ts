import type { Severity } from '../core/diagnostics/diagnostic.js';
import { buildRows, type NewRow, summarizePart } from './message/build-rows.js';
import { checkBody } from './message/check-body.js';
import type { HttpCall, InspectedMessage, InspectorSource } from './source.js';
import type { ChatSummary, LiveEvent, Row } from './view-model.js';

/** The chats of a source, kept up to date. */
export interface ChatIndex {
  /** Newest first; only those with `query` in their name, number or any text, when one is given. */
  chats(query: string): readonly ChatSummary[];
  /** All bubbles of a chat, oldest first. */
  rows(chat: string): readonly Row[];
  findRow(id: string): Row | undefined;
  /** Reports changes, several at once when they come quickly. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
  close(): void;
}

interface Chat {
  id: string;
  bot: string;
  number: string;
  name: string;
  rows: Row[];
  failed: number;
  version: number;
}

/** A list of chats shows no more of a text than this. */
const LONGEST_SUMMARY = 160;
/** A longer body is checked when somebody opens it, not for the mark on its bubble. */
const LONGEST_CHECKED = 262_144;

/** Reads a source into chats and follows it until `close`. */
export function createIndex(source: InspectorSource): ChatIndex {
  const chats = new Map<string, Chat>();
  // Where a bubble stands, by its id: a changed message is found without searching.
  const places = new Map<string, { chat: Chat; position: number }>();
  const listeners = new Set<(event: LiveEvent) => void>();
  const checked = new WeakMap<HttpCall, Severity | 'none'>();
  let changed: Row[] = [];

  let version = 0;

  const put = (message: InspectedMessage): readonly Row[] =>
    buildRows(message, findWorst(message.call, checked), quote(message.replyTo)).map((built) => {
      const { chat, position } = places.get(built.id) ?? addPlace(built, message);
      const row = { ...built, position, version: ++version };
      const old = chat.rows[position];
      chat.failed += Number(isFailed(row)) - Number(old !== undefined && isFailed(old));
      chat.version = version;
      chat.rows[position] = row;
      return row;
    });
  const quote = (replyTo: string | undefined): Row['reply'] => {
    const place = places.get(`${replyTo}.0`);
    const row = place?.chat.rows[place.position];
    return row === undefined ? undefined : { row: row.id, text: shorten(summarizePart(row.part)) };
  };
  const addPlace = (row: NewRow, { bot, chat: number, name }: InspectedMessage) => {
    const chat = chats.get(row.chat) ?? { id: row.chat, bot, number, name: '', rows: [], failed: 0, version };
    chats.set(row.chat, chat);
    if (row.side === 'user' && name !== '') chat.name = name;
    const place = { chat, position: chat.rows.length };
    places.set(row.id, place);
    return place;
  };

  const flush = (): void => {
    const rows = changed;
    if (rows.length === 0) return;
    changed = [];
    const ids = new Set(rows.map((row) => row.chat));
    emit({ type: 'rows', rows, chats: [...chats.values()].filter(({ id }) => ids.has(id)).map(summarize) });
  };
  const emit = (event: LiveEvent): void => {
    for (const listener of listeners) listener(event);
  };

  for (const message of source.messages()) put(message);
  const unsubscribe = source.subscribe((change) => {
    if (change.type === 'reset') {
      chats.clear();
      places.clear();
      changed = [];
      emit({ type: 'reset' });
      return;
    }
    if (changed.length === 0) setImmediate(flush);
    changed.push(...put(change.message));
  });

  return {
    chats: (query) =>
      [...chats.values()]
        .filter((chat) => matches(chat, query.toLowerCase()))
        .map(summarize)
        .sort((a, b) => b.lastAt - a.lastAt),
    rows: (chat) => chats.get(chat)?.rows ?? [],
    findRow: (id) => {
      const place = places.get(id);
      return place?.chat.rows[place.position];
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      unsubscribe();
      listeners.clear();
    },
  };
}

function isFailed({ state }: NewRow): boolean {
  return state === 'undelivered' || state === 'refused';
}

function summarize({ id, bot, number, name, rows, failed, version }: Chat): ChatSummary {
  const last = rows.at(-1);
  return {
    id,
    bot,
    chat: number,
    name,
    version,
    count: rows.length,
    lastAt: last?.at ?? 0,
    lastText: last === undefined ? '' : shorten(summarizePart(last.part)),
    lastSide: last?.side ?? 'service',
    failed,
  };
}

function shorten(text: string): string {
  return text.slice(0, LONGEST_SUMMARY).toWellFormed();
}

function matches(chat: Chat, query: string): boolean {
  if (query === '') return true;
  if (chat.name.toLowerCase().includes(query) || chat.number.includes(query)) return true;
  return chat.rows.some(({ part }) => summarizePart(part).toLowerCase().includes(query));
}

/** One call may carry a thousand messages: it is checked once. */
function findWorst(call: HttpCall, checked: WeakMap<HttpCall, Severity | 'none'>): Severity | undefined {
  let worst = checked.get(call);
  if (worst === undefined) {
    const found = call.body.length > LONGEST_CHECKED ? [] : checkBody(call.body, call.checks).findings;
    worst = (['error', 'warning', 'info'] as const).find((one) => found.some((f) => f.severity === one)) ?? 'none';
    checked.set(call, worst);
  }
  return worst === 'none' ? undefined : worst;
}
