import { spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer, connect as dial } from 'node:net';
import { it } from 'vitest';
import type { CommandSpec } from '../../src/cli/command-spec.js';
import { commandTable } from '../../src/cli/command-table.js';
import { type CliResult, type CliSetup, runInside } from '../support/run-cli.js';

/*
 * Conventions of command-line tools, one test a line, from clig.dev, 12 Factor CLI Apps, the GNU and POSIX guidelines,
 * no-color.org, force-color.org, the XDG base directory specification, and what users of similar tools ask for. Where
 * a decision of this project differs, the test holds the decision and says so.
 */

/** One numbered convention. */
export function convention(number: number, title: string, run: () => void | Promise<void>): void {
  it(nameOf(number, title), run);
}

/** The same, where a system tool is needed that may be missing; the name of a skipped test says which. */
export function conventionWith(tool: string, number: number, title: string, run: () => void | Promise<void>): void {
  const isThere = spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
  it.skipIf(!isThere)(`${nameOf(number, title)} (skipped where ${tool} is not installed)`, run);
}

function nameOf(number: number, title: string): string {
  return `${String(number).padStart(2, '0')} ${title}`;
}

/** Every command that does something by itself, as words behind `cmtg`. */
export function listCommands(table: readonly CommandSpec[] = commandTable, above: readonly string[] = []): string[][] {
  return table
    .filter(({ hidden }) => hidden !== true)
    .flatMap((spec) => {
      const path = [...above, spec.name];
      return [...(spec.load === undefined ? [] : [path]), ...listCommands(spec.subcommands ?? [], path)];
    });
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Runs `cmtg listen` inside the test, acts once it listens, stops it as Ctrl-C does. */
export async function whileListening(
  flags: readonly string[],
  act: (url: string, port: number) => Promise<void>,
  setup: CliSetup & { readonly reason?: 'SIGINT' | 'SIGTERM' } = {},
): Promise<CliResult> {
  const port = await freePort();
  const stop = new AbortController();
  const running = runInside(['listen', '--port', String(port), ...flags], { ...setup, signal: stop.signal });
  let isOver = false;
  void running.finally(() => {
    isOver = true;
  });
  try {
    await untilOpen(port, () => isOver);
    await act(`http://127.0.0.1:${port}/`, port);
  } finally {
    stop.abort(setup.reason ?? 'SIGINT');
  }
  return running;
}

/** Resolves when something accepts connections on the port. */
export async function untilOpen(port: number, isOver: () => boolean = () => false): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = dial(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    if (isOver()) throw new Error('It ended before it listened.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An inbound webhook in CM's shape. */
export function webhookBody(text: string): string {
  return JSON.stringify({
    reference: '1',
    messageContext: '',
    from: { number: '987654321', name: 'Sam' },
    to: { number: '1234567890' },
    message: { text, media: { mediaUri: '', contentType: '', title: '' }, custom: {} },
    groupings: ['', '', ''],
    time: '2027-01-01 00:00:00',
    timeUtc: '2027-01-01T00:00:00',
    channel: 'Telegram Messenger',
  });
}

export async function postWebhook(url: string, body: string): Promise<number> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await response.arrayBuffer();
  return response.status;
}

/** A payload that is fine, and one with an error. */
export const okPayload = JSON.stringify({
  messages: {
    msg: [
      {
        from: '1234567890',
        to: [{ number: '987654321' }],
        body: { type: 'auto', content: 'Hello' },
        allowedChannels: ['Telegram Messenger'],
        reference: 'abc123',
      },
    ],
  },
});
export const badPayload = '{"messages":{"msg":[]}}';
