import type { Row } from '../view-model.js';
import { toggleTheme } from './chat-list.js';
import type { Controller } from './controller.js';
import { focusRow } from './conversation.js';

/** Keys that work wherever nobody is typing. */
export function handleShortcut(event: KeyboardEvent, controller: Controller): void {
  const { state } = controller;
  if (event.defaultPrevented || state.dialog !== undefined || event.ctrlKey || event.metaKey) return;
  const action = event.altKey ? chatActions[event.key] : actions[event.key];
  if (isTyping(event.target) && !event.altKey && event.key !== 'Escape') return;
  const selected = state.rows.find(({ id }) => id === state.selected);
  if (action?.(controller, selected) === true) event.preventDefault();
}

type Action = (controller: Controller, selected: Row | undefined) => boolean;

const chatActions: Readonly<Record<string, Action>> = {
  ArrowUp: (controller) => moveChat(controller, -1),
  ArrowDown: (controller) => moveChat(controller, 1),
};

const actions: Readonly<Record<string, Action>> = {
  Escape: (controller) => goBack(controller),
  '/': () => focus('chat-search'),
  f: () => focus('message-search'),
  n: () => focus('composer'),
  '?': (controller) => {
    controller.dialog('help');
    return true;
  },
  t: () => {
    toggleTheme();
    return true;
  },
  Enter: (controller, selected) => {
    if (selected === undefined || document.activeElement?.id !== `row-${selected.id}`) return false;
    controller.openMessage(selected);
    requestAnimationFrame(() => focus('close-detail'));
    return true;
  },
  a: (controller, selected) => {
    if (selected?.side !== 'bot' || !controller.state.source?.canSay) return false;
    controller.answer(selected);
    return true;
  },
  c: ({ state, copy }) => {
    if (state.detail === undefined || state.open === undefined) return false;
    void copy(state.detail.curl, 'The command');
    return true;
  },
  r: ({ state, replay }) => {
    if (state.open === undefined || state.detail?.replayable !== true) return false;
    void replay(state.open);
    return true;
  },
};

/** One step back: out of a field, out of the panel, out of the chat. */
function goBack(controller: Controller): boolean {
  const { state } = controller;
  if (state.open !== undefined) {
    const { selected } = state;
    controller.closeMessage();
    if (selected !== undefined) focusRow(selected);
  } else if (isTyping(document.activeElement)) {
    (document.activeElement as HTMLElement).blur();
    if (state.search !== '') controller.search('');
  } else if (state.chat !== undefined) {
    controller.openChat(undefined);
    focus('chat-search');
  }
  return true;
}

function moveChat(controller: Controller, step: number): boolean {
  const { chats, chat } = controller.state;
  const index = chats.findIndex(({ id }) => id === chat);
  const next = chats[index < 0 ? 0 : index + step];
  if (next !== undefined) controller.openChat(next.id);
  return true;
}

function focus(id: string): boolean {
  const element = document.getElementById(id);
  element?.focus();
  return element !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
