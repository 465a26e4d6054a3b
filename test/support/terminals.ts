import { spawnSync } from 'node:child_process';
import { bin } from './run-cli.js';
import { createTempFolder } from './temp-folder.js';

/** Terminals need tmux; tests that use them are skipped without it, and say so. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** A shell in a terminal of its own. */
export interface Terminal {
  /** Types a command and presses Enter. */
  type(command: string): void;
  /** Presses a key, such as `C-c`. */
  press(key: string): void;
  /** Looks until the terminal shows something, and tells all that it shows. Throws when it never comes. */
  see(pattern: RegExp): Promise<string>;
  /** What tmux knows of it, such as `#{pane_title}`. */
  ask(format: string): string;
}

/** A tmux of its own: whatever the person who tests has open stays as it is. */
export function createTerminals() {
  const home = createTempFolder();
  const socket = `${home}/tmux`;
  // Its shells inherit what it was started with, and a `CI` among that would stop what only people see.
  const clean = { PATH: process.env['PATH'] ?? '', HOME: home, TERM: 'xterm', LANG: 'C.UTF-8' };
  const tmux = (...argv: string[]) =>
    spawnSync('tmux', ['-S', socket, '-f', '/dev/null', ...argv], { encoding: 'utf8', env: clean });
  return {
    home,
    /** How to call cmtg in one of them. */
    cmtg: `${process.execPath} ${bin}`,
    open(name: string, env: Readonly<Record<string, string>> = {}): Terminal {
      const all = { ...clean, TERM: 'screen', PS1: '$ ', ...env };
      const vars = Object.entries(all).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
      tmux('new-session', '-d', '-s', name, '-x', '120', '-y', '50', ...vars, 'sh');
      tmux('set-option', '-g', 'history-limit', '10000');
      // What a person sees, scrolled-away lines included; wrapped lines are joined.
      const read = () => tmux('capture-pane', '-pJ', '-S', '-5000', '-t', name).stdout;
      return {
        type: (command) => void tmux('send-keys', '-t', name, command, 'Enter'),
        press: (key) => void tmux('send-keys', '-t', name, key),
        // A terminal has no event for what it shows.
        async see(pattern) {
          for (const end = Date.now() + 40_000; Date.now() < end; ) {
            const seen = read();
            if (pattern.test(seen)) return seen;
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          throw new Error(`The terminal never showed ${pattern}:\n${read()}`);
        },
        ask: (format) => tmux('display-message', '-p', '-t', name, format).stdout,
      };
    },
    close: () => void tmux('kill-server'),
  };
}
