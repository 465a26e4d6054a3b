import type { ChatSummary, ChatsAnswer, MessageDetail, Row } from '../view-model.js';

export const filters = ['all', 'user', 'bot', 'media', 'findings', 'failed'] as const;
export type Filter = (typeof filters)[number];

/** Everything the page shows. */
export interface State {
  readonly source: Omit<ChatsAnswer, 'chats'> | undefined;
  readonly chats: readonly ChatSummary[];
  /** What the list of chats is searched for. */
  readonly chatQuery: string;
  readonly chat: string | undefined;
  /** Bubbles of the open chat, oldest first; `missing` older ones are still on their way. */
  readonly rows: readonly Row[];
  readonly missing: number;
  /** The newest bubbles are there. */
  readonly loaded: boolean;
  readonly search: string;
  readonly filter: Filter;
  /** The bubble that has the focus. */
  readonly selected: string | undefined;
  /** Message in the panel. */
  readonly open: string | undefined;
  readonly detail: MessageDetail | undefined;
  readonly reply: Row | undefined;
  readonly live: boolean;
  readonly notice: { readonly text: string; readonly bad: boolean } | undefined;
  readonly dialog: 'help' | 'attach' | 'new-chat' | undefined;
}

/** A chat of which nothing is there yet. */
export const emptyChat = {
  rows: [],
  missing: 0,
  loaded: false,
  search: '',
  filter: 'all',
  selected: undefined,
  open: undefined,
  reply: undefined,
} as const satisfies Partial<State>;

export const initialState: State = {
  source: undefined,
  chats: [],
  chatQuery: '',
  chat: undefined,
  ...emptyChat,
  detail: undefined,
  live: true,
  notice: undefined,
  dialog: undefined,
};

/** Which of the three panes a narrow window shows. */
export function currentView({ chat, open }: State): 'list' | 'chat' | 'detail' {
  if (open !== undefined) return 'detail';
  return chat === undefined ? 'list' : 'chat';
}
