import type { ChatSummary, Row } from '../view-model.js';

/** What a page has of one chat: the bubbles from number `missing` on. Older ones are still on their way. */
export interface LoadedRows {
  readonly rows: readonly Row[];
  readonly missing: number;
}

/**
 * Puts bubbles where they belong. They come from two sides, as events and in answers, and either may be late: the
 * higher version counts. What belongs before the first or behind a gap is handed back for later.
 */
export function mergeRows({ rows, missing }: LoadedRows, news: Iterable<Row>): LoadedRows & { readonly early: Row[] } {
  const merged = [...rows];
  const early: Row[] = [];
  for (const row of [...news].sort((a, b) => a.position - b.position)) {
    const index = row.position - missing;
    const known = merged[index];
    if (index < 0 || index > merged.length) early.push(row);
    else if (known === undefined || known.version < row.version) merged[index] = row;
  }
  return { rows: merged, missing, early };
}

/** Brings a list of chats up to date; only the chats that it has, unless `all`. The chat that spoke last comes first. */
export function mergeChats(
  chats: readonly ChatSummary[],
  news: Iterable<ChatSummary>,
  all: boolean,
): readonly ChatSummary[] {
  const merged = new Map(chats.map((chat) => [chat.id, chat]));
  for (const chat of news) {
    const known = merged.get(chat.id);
    if (known === undefined ? all : known.version < chat.version) merged.set(chat.id, chat);
  }
  return [...merged.values()].sort((a, b) => b.lastAt - a.lastAt);
}
