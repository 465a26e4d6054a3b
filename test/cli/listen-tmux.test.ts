import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { countForms } from '../../src/core/inbound/synthetic/count-forms.js';
import { triggerKinds } from '../../src/core/inbound/synthetic/trigger-kinds.js';
import { createRecordingServer } from '../support/recording-server.js';
import { bin } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const hasTmux = spawnSync('tmux', ['-V']).status === 0;
const home = createTempFolder();
/** A server of its own: whatever tmux the person who tests has open stays as it is. */
const socket = `${home}/tmux`;
const tmux = (...argv: string[]) => spawnSync('tmux', ['-S', socket, '-f', '/dev/null', ...argv], { encoding: 'utf8' });
/** What a person sees in a window, scrolled-away lines included; wrapped lines are joined. */
const screen = (window: string) => tmux('capture-pane', '-pJ', '-S', '-5000', '-t', window).stdout;
const type = (window: string, command: string) => tmux('send-keys', '-t', window, command, 'Enter');
const cmtg = `${process.execPath} ${bin}`;

/** Looks at a window until it shows something. A terminal has no event for that. */
async function see(window: string, pattern: RegExp): Promise<string> {
  for (const end = Date.now() + 40_000; Date.now() < end; ) {
    const seen = screen(window);
    if (pattern.test(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${window} never showed ${pattern}:\n${screen(window)}`);
}

afterAll(() => void tmux('kill-server'));

describe.skipIf(!hasTmux)('a person at two terminals (skipped without tmux)', () => {
  it('starts the listener, triggers every kind, replays one, and stops', async () => {
    const env = ['HOME', home, 'PATH', process.env['PATH'] ?? '', 'LANG', 'C.UTF-8', 'PS1', '$ '];
    const vars = env.flatMap((value, index) => (index % 2 === 0 ? ['-e', `${value}=${env[index + 1]}`] : []));
    tmux('new-session', '-d', '-s', 'a', '-x', '120', '-y', '50', ...vars, 'sh');
    tmux('set-option', '-g', 'history-limit', '10000');
    tmux('new-session', '-d', '-s', 'b', '-x', '120', '-y', '50', ...vars, 'sh');

    type('a', `${cmtg} listen --port 0`);
    const started = await see('a', /shows your chat ID here/);
    const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(started)?.[1] ?? '';

    type('b', `${cmtg} trigger ${triggerKinds.join(' ')} --from 987654321 --to ${url}; echo ended $?`);
    const triggered = await see('b', /ended \d/);
    expect(triggered).toMatch(/ended 0/);
    const count = triggerKinds.reduce((sum, kind) => sum + countForms(kind), 0);
    expect(triggered.match(/HTTP 200/g)).toHaveLength(count);
    expect(triggered).toMatch(/photo \(assumed shape\) {2}HTTP 200/);

    const shown = await see('a', new RegExp(`[a-z0-9]+-${count}\\b`));
    expect(shown.match(/^ {2}cmtg send --to 987654321 ""$/gm)?.length).toBeGreaterThan(12);
    for (const part of [
      /^ {2}│ \/start welcome$/m,
      /location {2}51\.5886, 4\.776 · Breda/,
      /contact {3}Ada Example, \+316/,
      /event {5}MessageDelete/,
      /status {4}2 \(delivered, assumed\)/,
      /invoice<U\+202E>gpj\.exe/,
      /\^\[\]0;owned\^G/,
    ]) {
      expect(shown).toMatch(part);
    }
    // The title that a webhook asked for is not the window's.
    expect(tmux('display-message', '-p', '-t', 'a', '#{pane_title}').stdout).not.toContain('owned');

    const app = await createRecordingServer();
    const id = /([a-z0-9]+)-1\b {2}\d+ B/.exec(shown)?.[1];
    type('b', `clear; ${cmtg} replay ${id}-1 --to ${app.url}; echo replayed $?`);
    expect(await see('b', /replayed \d/)).toMatch(/HTTP 200[\s\S]*replayed 0/);
    expect(app.requests).toHaveLength(1);
    await app.close();

    tmux('send-keys', '-t', 'a', 'C-c');
    expect(await see('a', /stopped: /)).toMatch(new RegExp(`stopped: ${count} webhooks answered 200`));
    type('a', 'echo exit code $?');
    expect(await see('a', /exit code \d/)).toMatch(/exit code 0/);
  });
});
