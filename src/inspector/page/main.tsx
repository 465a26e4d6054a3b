import { render } from 'preact';
import { App } from './app.js';
import { createController } from './controller.js';

try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
} catch {
  // Storage is switched off: then the system decides.
}

const root = document.getElementById('app');
if (root !== null) render(<App controller={createController()} />, root);
