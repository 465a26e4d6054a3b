import { useEffect, useLayoutEffect, useReducer } from 'preact/hooks';
import { ChatList } from './chat-list.js';
import type { Controller } from './controller.js';
import { Conversation } from './conversation.js';
import { Detail } from './detail.js';
import { Dialogs } from './dialogs.js';
import { handleShortcut } from './shortcuts.js';
import { currentView } from './state.js';

/** The page: three panes side by side, or one of them where there is no room. */
export function App({ controller }: { readonly controller: Controller }) {
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  // Before the first frame: what changes between drawing and an effect would not be seen.
  useLayoutEffect(() => controller.subscribe(() => redraw(undefined)), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => handleShortcut(event, controller);
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  const { state } = controller;
  return (
    <div class={`app ${state.open === undefined ? '' : 'with-detail'}`} data-view={currentView(state)}>
      <ChatList state={state} controller={controller} />
      <Conversation state={state} controller={controller} />
      <Detail state={state} controller={controller} />
      <Dialogs state={state} controller={controller} />
      <div class="notices" role="status" aria-live="polite">
        {state.notice !== undefined && <p class={state.notice.bad ? 'notice bad' : 'notice'}>{state.notice.text}</p>}
      </div>
    </div>
  );
}
