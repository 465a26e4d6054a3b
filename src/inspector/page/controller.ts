import type { Saying } from '../source.js';
import type { ChatSummary, LiveEvent, Row } from '../view-model.js';
import * as api from './api.js';
import { type Filter, initialState, type State } from './state.js';

/** What the first look needs; the rest follows in larger pieces. */
const FIRST_ROWS = 100;
const MORE_ROWS = 2000;
const NOTICE_MS = 6000;

/** Holds the state of the page, and does what the person asks for. */
export type Controller = ReturnType<typeof createController>;

export function createController() {
  let state = initialState;
  // Where a bubble of the open chat stands, for changes.
  let places = new Map<string, number>();
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

  const setRows = (rows: readonly Row[], missing: number): void => {
    places = new Map(rows.map((row, index) => [row.id, index]));
    set({ rows, missing });
  };

  const loadChats = (): Promise<void> =>
    attempt(async () => {
      const query = state.chatQuery;
      const { chats, ...source } = await api.readChats(query);
      if (query === state.chatQuery) set({ chats, source });
    });

  const loadRows = (chat: string): Promise<void> =>
    attempt(async () => {
      const first = await api.readRows(chat, FIRST_ROWS);
      if (state.chat !== chat) return;
      setRows(first.rows, first.start);
      for (let before = first.start; before > 0; ) {
        const more = await api.readRows(chat, MORE_ROWS, before);
        if (state.chat !== chat || state.missing !== before) return;
        setRows([...more.rows, ...state.rows], more.start);
        before = more.start;
      }
    });

  const loadDetail = (id: string): Promise<void> =>
    attempt(async () => {
      const detail = await api.readMessage(id);
      if (state.open === id) set({ detail });
    });

  const openChat = (chat: string | undefined): void => {
    places = new Map();
    set({
      chat,
      rows: [],
      missing: 0,
      search: '',
      filter: 'all',
      selected: undefined,
      open: undefined,
      reply: undefined,
    });
    if (chat !== undefined) void loadRows(chat);
  };

  const merge = (rows: readonly Row[], chats: readonly ChatSummary[]): void => {
    const own = rows.filter(({ chat }) => chat === state.chat);
    let next = state.rows;
    if (own.length > 0) {
      const copy = [...state.rows];
      for (const row of own) {
        const place = places.get(row.id);
        if (place !== undefined) copy[place] = row;
        else places.set(row.id, copy.push(row) - 1);
      }
      next = copy;
    }
    // A list that is searched stays as the server found it; only what it shows is brought up to date.
    const known = new Map(chats.map((chat) => [chat.id, chat]));
    const shown = state.chatQuery === '' ? [...chats, ...state.chats.filter(({ id }) => !known.has(id))] : state.chats;
    const updated = shown.map((chat) => known.get(chat.id) ?? chat).sort((a, b) => b.lastAt - a.lastAt);
    set({ rows: next, chats: updated });
    if (rows.some(({ message }) => message === state.open) && state.open !== undefined) void loadDetail(state.open);
  };

  const receive = (event: LiveEvent): void => {
    if (event.type === 'rows') merge(event.rows, event.chats);
    else {
      openChat(undefined);
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
    start(): () => void {
      return api.follow({
        ready: () => {
          set({ live: true });
          void loadChats().then(() => {
            if (state.chat !== undefined) void loadRows(state.chat);
          });
        },
        event: receive,
        lost: () => set({ live: false }),
      });
    },
    openChat,
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
