import type { ActionResult, Saying } from '../source.js';
import type { ChatsAnswer, LiveEvent, MessageDetail, RowsAnswer } from '../view-model.js';
import { addressOf, addressOfRows, type EarlyAnswers } from './addresses.js';

/* The inspector's server, from the page. */

const early = (globalThis as { early?: EarlyAnswers }).early;

async function read<Answer>(address: string): Promise<Answer> {
  const started = early?.get(address);
  early?.delete(address);
  return parse(await (started ?? fetch(address)));
}

async function change(path: string, body: unknown): Promise<ActionResult> {
  const response = await fetch(addressOf(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return parse(response);
}

async function parse<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error((await response.text()).trim() || `HTTP ${response.status}`);
  return (await response.json()) as Answer;
}

export const readChats = (query: string) => read<ChatsAnswer>(addressOf('chats', query === '' ? {} : { q: query }));

export const readRows = (chat: string, limit: number, before?: number) =>
  read<RowsAnswer>(addressOfRows(chat, limit, before));

export const readMessage = (id: string) => read<MessageDetail>(addressOf('message', { id }));
export const say = (saying: Saying) => change('say', saying);
export const replay = (id: string) => change('replay', { id });

/** Address of the frame that loads the remote file of a bubble. */
export const mediaFrame = (row: string) => `media?${new URLSearchParams({ row })}`;

export interface LiveHandlers {
  /** Connected: from now on nothing is missed, what came before may have been. */
  readonly ready: () => void;
  readonly event: (event: LiveEvent) => void;
  readonly lost: () => void;
}

/** Follows the source; the browser connects again by itself. */
export function follow({ ready, event, lost }: LiveHandlers): () => void {
  const events = new EventSource(addressOf('events'));
  events.addEventListener('ready', ready);
  events.addEventListener('message', ({ data }) => event(JSON.parse(data) as LiveEvent));
  events.addEventListener('error', lost);
  return () => events.close();
}
