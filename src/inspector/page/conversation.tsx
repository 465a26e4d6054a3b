import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { nameDay, startOfDay } from '../view/words.js';
import type { Row } from '../view-model.js';
import { Avatar } from './avatar.js';
import { Bubble } from './bubble.js';
import { nameChat } from './chat-list.js';
import { Composer } from './composer.js';
import type { Controller } from './controller.js';
import { filterRows } from './filter-rows.js';
import { Icon } from './icons.js';
import { filters, type State } from './state.js';
import { type ListHandle, VirtualList } from './virtual-list.js';

/** Bubbles of one side closer than this stand together. */
const TOGETHER_MS = 300_000;

const filterWords = {
  all: 'All',
  user: 'From user',
  bot: 'From bot',
  media: 'Media',
  findings: 'Findings',
  failed: 'Not delivered',
} as const;

/** The pane with one chat. */
export function Conversation({ state, controller }: { readonly state: State; readonly controller: Controller }) {
  const { chat, rows, search, filter, selected, missing } = state;
  const summary = state.chats.find(({ id }) => id === chat);
  const list = useRef<ListHandle>(null);
  const [pinned, setPinned] = useState(true);
  const [seen, setSeen] = useState(rows.length + missing);
  const shown = useMemo(() => filterRows(rows, search, filter), [rows, search, filter]);
  const selectedIndex = shown.findIndex(({ id }) => id === selected);
  const reachable = selectedIndex >= 0 ? selectedIndex : shown.length - 1;

  useEffect(() => {
    if (pinned) setSeen(rows.length + missing);
  }, [pinned, rows, missing]);
  useEffect(() => list.current?.scrollToEnd(), [chat]);

  if (chat === undefined) return <NoChat state={state} />;

  const select = (index: number): void => {
    const target = Math.max(0, Math.min(shown.length - 1, index));
    const row = shown[target];
    if (row === undefined) return;
    controller.select(row.id);
    list.current?.scrollTo(target);
    focusRow(row.id);
  };

  return (
    <main class="pane conversation" aria-label="Conversation">
      <header class="bar">
        <button
          type="button"
          class="round back"
          aria-label="Back to the chats"
          onClick={() => controller.openChat(undefined)}
        >
          <Icon name="back" />
        </button>
        <Avatar id={chat} name={summary?.name ?? ''} />
        <div class="brand">
          <h2>
            <bdi>{nameChat(summary ?? { name: '', chat })}</bdi>
          </h2>
          <p class="faint">
            <bdi>{summary?.chat || 'no number'}</bdi>
            {summary?.bot ? ` · bot ${summary.bot}` : ''}
          </p>
        </div>
        <label class="search small">
          <Icon name="search" size={18} />
          <span class="hidden">Search this chat</span>
          <input
            id="message-search"
            type="search"
            placeholder="Search"
            autocomplete="off"
            value={search}
            onInput={(event) => controller.search(event.currentTarget.value)}
          />
        </label>
      </header>
      <div class="filters" role="group" aria-label="Show">
        {filters.map((one) => (
          <button
            key={one}
            type="button"
            class="chip"
            aria-pressed={one === filter}
            onClick={() => controller.filter(one)}
          >
            {filterWords[one]}
          </button>
        ))}
        {(search !== '' || filter !== 'all') && (
          <span class="faint" role="status">
            {shown.length} of {rows.length}
          </span>
        )}
      </div>
      <div
        class="wall"
        onKeyDown={(event) => {
          const step = stepOf(event, reachable, shown.length);
          if (step === undefined || !(event.target as Element).matches('article')) return;
          event.preventDefault();
          select(step);
        }}
      >
        <VirtualList
          items={shown}
          keyOf={keyOf}
          handle={list}
          onPinned={setPinned}
          label={`Messages, ${shown.length}`}
          busy={missing > 0}
          render={(row, index) => (
            <>
              {isNewDay(shown[index - 1], row) && (
                <p class="day">
                  <span>{nameDay(row.at, Date.now())}</span>
                </p>
              )}
              <Bubble
                row={row}
                index={index}
                total={shown.length}
                joined={{ above: isJoined(shown[index - 1], row), below: isJoined(row, shown[index + 1]) }}
                selected={row.id === selected}
                reachable={index === reachable}
                open={row.message === state.open}
                search={search}
                onOpen={() => controller.openMessage(row)}
                onFocus={() => {
                  if (row.id !== selected) controller.select(row.id);
                }}
              />
            </>
          )}
        />
        {shown.length === 0 && rows.length > 0 && (
          <p class="day none">
            <span>Nothing matches</span>
          </p>
        )}
        {!pinned && (
          <button
            type="button"
            class="round to-end"
            aria-label="To the newest message"
            onClick={() => list.current?.scrollToEnd()}
          >
            <Icon name="down" />
            {rows.length + missing > seen && <span class="badge">{rows.length + missing - seen}</span>}
          </button>
        )}
      </div>
      <p class="hidden" role="status" aria-live="polite">
        {announce(rows.at(-1))}
      </p>
      {state.source?.canSay && summary !== undefined && (
        <Composer key={chat} state={state} chat={summary} controller={controller} />
      )}
    </main>
  );
}

function NoChat({ state }: { readonly state: State }) {
  return (
    <main class="pane conversation" aria-label="Conversation">
      <div class="wall hollow">
        <p class="day">
          <span>
            {state.chats.length > 0 ? 'Choose a chat to see its messages' : 'Messages appear here as they happen'}
          </span>
        </p>
      </div>
    </main>
  );
}

const keyOf = (row: Row): string => row.id;

function isNewDay(before: Row | undefined, row: Row): boolean {
  return before === undefined || startOfDay(before.at) !== startOfDay(row.at);
}

function isJoined(before: Row | undefined, after: Row | undefined): boolean {
  if (before === undefined || after === undefined || before.side !== after.side) return false;
  return after.at - before.at < TOGETHER_MS && !isNewDay(before, after);
}

/** The bubble that a key leads to. */
function stepOf({ key }: KeyboardEvent, from: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    j: from + 1,
    ArrowUp: from - 1,
    k: from - 1,
    PageDown: from + 10,
    PageUp: from - 10,
    Home: 0,
    End: count - 1,
  };
  return steps[key];
}

/** The list draws the bubble in the next frames; then it can take the focus. */
export function focusRow(id: string, tries = 5): void {
  requestAnimationFrame(() => {
    const target = document.getElementById(`row-${id}`);
    if (target !== null) target.focus({ preventScroll: true });
    else if (tries > 0) focusRow(id, tries - 1);
  });
}

function announce(row: Row | undefined): string {
  if (row === undefined || Date.now() - row.at > 10_000 || row.part.kind !== 'text') return '';
  return `${row.side === 'user' ? 'User' : 'Bot'}: ${row.part.text}`;
}
