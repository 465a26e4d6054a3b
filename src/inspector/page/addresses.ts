/** What the first look needs; the rest follows in larger pieces. */
export const FIRST_ROWS = 60;

/** The chat that the page's address names; `''` when it names none. */
export function readChatOfAddress(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

/** Relative: the first segment of the page's own path is the secret of the run, and it stays where it is. */
export function addressOf(path: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `api/${path}${search === '' ? '' : `?${search}`}`;
}

/** The last `limit` bubbles of a chat before number `before`. */
export function addressOfRows(chat: string, limit: number, before?: number): string {
  return addressOf('rows', { chat, limit: String(limit), ...(before === undefined ? {} : { before: String(before) }) });
}

/** Answers that were asked for before the page could use them, by address. */
export type EarlyAnswers = Map<string, Promise<Response>>;
