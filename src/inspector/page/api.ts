import type { ActionResult, Saying } from '../source.js';
import type { ChatsAnswer, LiveEvent, MessageDetail, RowsAnswer } from '../view-model.js';

/*
 * The inspector's server, from the page. Addresses are relative: the first segment of the page's own path is the
 * secret of the run, and it stays where it is.
 */

async function read<Answer>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const search = new URLSearchParams(query).toString();
  return parse(await fetch(`api/${path}${search === '' ? '' : `?${search}`}`));
}

async function change(path: string, body: unknown): Promise<ActionResult> {
  const response = await fetch(`api/${path}`, {
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

export const readChats = (query: string) => read<ChatsAnswer>('chats', query === '' ? {} : { q: query });

/** The last `limit` bubbles before number `before`. */
export const readRows = (chat: string, limit: number, before?: number) =>
  read<RowsAnswer>('rows', { chat, limit: String(limit), ...(before === undefined ? {} : { before: String(before) }) });

export const readMessage = (id: string) => read<MessageDetail>('message', { id });
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
  const events = new EventSource('api/events');
  events.addEventListener('ready', ready);
  events.addEventListener('message', ({ data }) => event(JSON.parse(data) as LiveEvent));
  events.addEventListener('error', lost);
  return () => events.close();
}
