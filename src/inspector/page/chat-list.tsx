import { useRef } from 'preact/hooks';
import { nameDay, nameTime, startOfDay } from '../view/words.js';
import type { ChatSummary } from '../view-model.js';
import { Avatar } from './avatar.js';
import type { Controller } from './controller.js';
import { Icon } from './icons.js';
import type { State } from './state.js';
import { Marked } from './text.js';

/** The pane with all chats. */
export function ChatList({ state, controller }: { readonly state: State; readonly controller: Controller }) {
  const list = useRef<HTMLUListElement>(null);
  const { source, chats, chatQuery, chat } = state;
  return (
    <nav class="pane list" aria-label="Chats">
      <header class="bar">
        <div class="brand">
          <h1>{source?.kind === 'journal' ? 'Webhooks' : 'Sandbox'}</h1>
          <p class="faint" title={source?.title}>
            <span class={state.live ? 'dot live' : 'dot'} aria-hidden="true" />
            {state.live ? (source?.title ?? '') : 'connection lost, trying again'}
          </p>
        </div>
        {source?.canSay && (
          <button
            type="button"
            class="round"
            title="New chat"
            aria-label="New chat"
            onClick={() => controller.dialog('new-chat')}
          >
            <Icon name="plus" />
          </button>
        )}
        <button type="button" class="round" title="Light or dark (t)" aria-label="Light or dark" onClick={toggleTheme}>
          <Icon name="theme" />
        </button>
        <button
          type="button"
          class="round"
          title="Keyboard (?)"
          aria-label="Keyboard shortcuts"
          onClick={() => controller.dialog('help')}
        >
          <Icon name="help" />
        </button>
      </header>
      <label class="search">
        <Icon name="search" size={18} />
        <span class="hidden">Search chats and messages</span>
        <input
          id="chat-search"
          type="search"
          placeholder="Search"
          value={chatQuery}
          autocomplete="off"
          onInput={(event) => controller.searchChats(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') focusChat(list.current, 0, event);
          }}
        />
      </label>
      <ul class="chats" ref={list}>
        {chats.map((one, index) => (
          <li key={one.id}>
            <button
              type="button"
              class="chat"
              aria-current={one.id === chat ? 'true' : undefined}
              onClick={() => controller.openChat(one.id)}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown') focusChat(list.current, index + 1, event);
                if (event.key === 'ArrowUp') focusChat(list.current, index - 1, event);
              }}
            >
              <ChatLine chat={one} query={chatQuery} />
            </button>
          </li>
        ))}
      </ul>
      {chats.length === 0 && source !== undefined && <Empty state={state} />}
    </nav>
  );
}

function ChatLine({ chat, query }: { readonly chat: ChatSummary; readonly query: string }) {
  const { id, name, lastText, lastAt, lastSide, count, failed } = chat;
  return (
    <>
      <Avatar id={id} name={name} />
      <span class="lines">
        <span class="line">
          <bdi class="name">
            <Marked text={nameChat(chat)} search={query} />
          </bdi>
          <time class="faint">{nameWhen(lastAt)}</time>
        </span>
        <span class="line">
          <span class="preview">
            {lastSide === 'user' && <span class="faint">User: </span>}
            <bdi>
              <Marked text={lastText} search={query} />
            </bdi>
          </span>
          {failed > 0 ? (
            <span class="badge bad" title={`${failed} not delivered`}>
              {failed}
              <span class="hidden"> not delivered</span>
            </span>
          ) : (
            <span class="badge" title={`${count} messages`}>
              {count}
              <span class="hidden"> messages</span>
            </span>
          )}
        </span>
      </span>
    </>
  );
}

function Empty({ state }: { readonly state: State }) {
  if (state.chatQuery !== '') return <p class="empty">No chat or message has “{state.chatQuery}” in it.</p>;
  return (
    <p class="empty">
      {state.source?.canSay
        ? 'No chats yet. Start one with +, or send a message to the sandbox.'
        : 'Nothing has come in yet.'}
    </p>
  );
}

/** The name, else the number, of a chat. */
export function nameChat({ name, chat }: Pick<ChatSummary, 'name' | 'chat'>): string {
  return name || chat || 'Without a number';
}

function nameWhen(at: number): string {
  return startOfDay(at) === startOfDay(Date.now()) ? nameTime(at) : nameDay(at, Date.now());
}

function focusChat(list: HTMLUListElement | null, index: number, event: Event): void {
  event.preventDefault();
  const target = index < 0 ? document.getElementById('chat-search') : list?.querySelectorAll('button')[index];
  target?.focus();
}

/** Light, dark, or what the system says; remembered where the browser lets us. */
export function toggleTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset['theme']
    ? root.dataset['theme'] === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset['theme'] = isDark ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', root.dataset['theme']);
  } catch {
    // Storage is switched off: then it lasts as long as the page.
  }
}
