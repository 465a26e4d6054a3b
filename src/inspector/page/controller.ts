import type { Saying } from '../source.js';
import { type LoadedRows, mergeChats, mergeRows } from '../view/merge.js';
import type { ChatSummary, LiveEvent, Row } from '../view-model.js';
import { FIRST_ROWS, readChatOfAddress } from './addresses.js';
import * as api from './api.js';
import { nextPaint } from './next-paint.js';
import { emptyChat, type Filter, initialState, type State } from './state.js';

const MORE_ROWS = 2000;
const NOTICE_MS = 6000;
/** The first look comes before everything else. */
const FIRST_CONNECT_MS = 30;
const FIRST_REFRESH_MS = 250;

/** Holds the state of the page, and does what the person asks for. */
export type Controller = ReturnType<typeof createController>;

export function createController() {
  let state = initialState;
  // What came as an event and had no place yet: an answer that is on its way may be older than it.
  let earlyRows = new Map<string, Row>();
  let earlyChats = new Map<string, ChatSummary>();
  const listeners = new Set<() => void>();
  let noticeTimer = 0;

  const set = (change: Partial<State>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const notify = (text: string, bad = false): void => {
    clearTimeout(noticeTimer);
    set({ notice: { text, bad } });
    noticeTimer = setTimeout(() => set({ notice: undefined }), NOTICE_MS);
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), true);
    }
  };

  const takeRows = (loaded: LoadedRows, news: Iterable<Row>): void => {
    const { rows, missing, early } = mergeRows(loaded, news);
    earlyRows = new Map(early.map((row) => [row.id, row]));
    set({ rows, missing });
  };

  const loadChats = (): Promise<void> =>
    attempt(async () => {
      const query = state.chatQuery;
      earlyChats = new Map();
      const { chats, ...source } = await api.readChats(query);
      if (query !== state.chatQuery) return;
      set({ chats: mergeChats(chats, earlyChats.values(), query === ''), source });
    });

  /** With `again` only what may have been missed at the end is asked for. */
  const loadRows = (chat: string, again = false): Promise<void> =>
    attempt(async () => {
      const { rows, start } = await api.readRows(chat, FIRST_ROWS);
      if (state.chat !== chat) return;
      const joins = again && state.loaded && start <= state.missing + state.rows.length;
      takeRows(joins ? state : { rows, missing: start }, [...earlyRows.values(), ...(joins ? rows : state.rows)]);
      set({ loaded: true });
      if (joins) return;
      await nextPaint();
      await loadOlder(chat);
    });

  const loadOlder = async (chat: string): Promise<void> => {
    while (state.chat === chat && state.missing > 0) {
      const before = state.missing;
      const { rows, start } = await api.readRows(chat, MORE_ROWS, before);
      if (state.chat !== chat || state.missing !== before || rows.length === 0) return;
      takeRows({ rows: [...rows, ...state.rows], missing: start }, earlyRows.values());
    }
  };

  const loadDetail = (id: string): Promise<void> =>
    attempt(async () => {
      const detail = await api.readMessage(id);
      if (state.open === id) set({ detail });
    });

  const openChat = async (chat: string | undefined): Promise<void> => {
    earlyRows = new Map();
    set({ chat, ...emptyChat });
    // The address remembers the chat, so that the page opens it again.
    if ((chat ?? '') !== readChatOfAddress()) {
      history.replaceState(null, '', chat === undefined ? location.pathname : `#${encodeURIComponent(chat)}`);
    }
    if (chat !== undefined) await loadRows(chat);
  };

  const merge = (rows: readonly Row[], chats: readonly ChatSummary[]): void => {
    for (const chat of chats) earlyChats.set(chat.id, chat);
    // A list that is searched stays as the server found it; only what it shows is brought up to date.
    set({ chats: mergeChats(state.chats, chats, state.chatQuery === '') });
    const own = rows.filter(({ chat }) => chat === state.chat);
    if (own.length > 0 && state.loaded) takeRows(state, [...earlyRows.values(), ...own]);
    else for (const row of own) earlyRows.set(row.id, row);
    if (rows.some(({ message }) => message === state.open) && state.open !== undefined) void loadDetail(state.open);
  };

  const receive = (event: LiveEvent): void => {
    if (event.type === 'rows') merge(event.rows, event.chats);
    else {
      void openChat(undefined);
      void loadChats();
    }
  };

  return {
    get state() {
      return state;
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Loads the first look at once, and follows what comes for as long as the page is there. */
    start(): void {
      // What there is comes first; once the events are connected, what came in between.
      let connections = 0;
      const chat = readChatOfAddress();
      const first = [loadChats(), chat === '' ? undefined : openChat(chat)];
      const handlers = {
        ready: () => {
          connections++;
          set({ live: true });
          const refresh = () => {
            void loadChats();
            if (state.chat !== undefined) void loadRows(state.chat, connections === 1);
          };
          if (connections === 1) setTimeout(refresh, FIRST_REFRESH_MS);
          else refresh();
        },
        event: receive,
        lost: () => set({ live: false }),
      };
      void Promise.all(first).then(() => setTimeout(() => api.follow(handlers), FIRST_CONNECT_MS));
    },
    openChat: (chat: string | undefined) => void openChat(chat),
    searchChats(chatQuery: string): void {
      set({ chatQuery });
      void loadChats();
    },
    search: (search: string) => set({ search }),
    filter: (filter: Filter) => set({ filter }),
    select: (selected: string | undefined) => set({ selected }),
    openMessage(row: Row): void {
      set({ open: row.message, selected: row.id, ...(row.message === state.detail?.id ? {} : { detail: undefined }) });
      void loadDetail(row.message);
    },
    closeMessage: () => set({ open: undefined }),
    answer: (reply: Row | undefined) => set({ reply }),
    dialog: (dialog: State['dialog']) => set({ dialog }),
    notify,
    /** True when it was said. */
    async say(saying: Saying): Promise<boolean> {
      let ok = false;
      await attempt(async () => {
        const result = await api.say(saying);
        ok = result.ok;
        if (result.ok) set({ reply: undefined });
        else notify(result.detail, true);
      });
      return ok;
    },
    replay: (id: string) =>
      attempt(async () => {
        const result = await api.replay(id);
        notify(result.detail, !result.ok);
        if (state.open === id) await loadDetail(id);
      }),
    copy: (text: string, what: string) =>
      attempt(async () => {
        await navigator.clipboard.writeText(text);
        notify(`${what} copied.`);
      }),
  };
}
