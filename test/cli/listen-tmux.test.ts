import { afterAll, describe, expect, it } from 'vitest';
import { countForms } from '../../src/core/inbound/synthetic/count-forms.js';
import { triggerKinds } from '../../src/core/inbound/synthetic/trigger-kinds.js';
import { createRecordingServer } from '../support/recording-server.js';
import { createTerminals, hasTmux } from '../support/terminals.js';

const terminals = createTerminals();
const { cmtg } = terminals;

afterAll(terminals.close);

describe.skipIf(!hasTmux)('a person at two terminals (skipped without tmux)', () => {
  it('starts the listener, triggers every kind, replays one, and stops', async () => {
    const [a, b] = [terminals.open('a'), terminals.open('b')];

    a.type(`${cmtg} listen --port 0`);
    const started = await a.see(/shows your chat ID here/);
    const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(started)?.[1] ?? '';

    b.type(`${cmtg} trigger ${triggerKinds.join(' ')} --from 987654321 --to ${url}; echo ended $?`);
    const triggered = await b.see(/ended \d/);
    expect(triggered).toMatch(/ended 0/);
    const count = triggerKinds.reduce((sum, kind) => sum + countForms(kind), 0);
    expect(triggered.match(/HTTP 200/g)).toHaveLength(count);
    expect(triggered).toMatch(/photo \(assumed shape\) {2}HTTP 200/);

    const shown = await a.see(new RegExp(`[a-z0-9]+-${count}\\b`));
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
    expect(a.ask('#{pane_title}')).not.toContain('owned');

    const app = await createRecordingServer();
    const id = /([a-z0-9]+)-1\b {2}\d+ B/.exec(shown)?.[1];
    b.type(`clear; ${cmtg} replay ${id}-1 --to ${app.url}; echo replayed $?`);
    expect(await b.see(/replayed \d/)).toMatch(/HTTP 200[\s\S]*replayed 0/);
    expect(app.requests).toHaveLength(1);
    await app.close();

    a.press('C-c');
    expect(await a.see(/stopped: /)).toMatch(new RegExp(`stopped: ${count} webhooks answered 200`));
    a.type('echo exit code $?');
    expect(await a.see(/exit code \d/)).toMatch(/exit code 0/);
  });
});
