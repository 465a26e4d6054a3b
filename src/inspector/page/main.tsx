import { render } from 'preact';
import { App } from './app.js';
import { createController } from './controller.js';
import type { State } from './state.js';

/** So long the page may stay empty: what comes before is drawn at once, in one frame. */
const LONGEST_WAIT_MS = 300;

try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
} catch {
  // Storage is switched off: then the system decides.
}

const root = document.getElementById('app');
if (root !== null) open(root);

/** Every frame that shows half of the page delays the one that shows the messages. */
function open(root: HTMLElement): void {
  const controller = createController();
  const draw = (): void => {
    clearTimeout(timer);
    forget();
    render(<App controller={controller} />, root);
  };
  const forget = controller.subscribe(() => {
    if (isComplete(controller.state)) draw();
  });
  const timer = setTimeout(draw, LONGEST_WAIT_MS);
  controller.start();
}

/** What the first look needs is there, or cannot be had. */
function isComplete({ source, chat, loaded, notice }: State): boolean {
  return notice !== undefined || (source !== undefined && (chat === undefined || loaded));
}
