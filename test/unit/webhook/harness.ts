import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Journal, type JournalOptions, openJournal } from '../../../src/webhook/journal/journal.js';
import { nodeFiles } from '../../../src/webhook/journal/journal-files.js';
import type { JournalEvent } from '../../../src/webhook/journal/outage.js';
import type { WebhookParts } from '../../../src/webhook/received-webhook.js';
import {
  createWebhookServer,
  type WebhookServer,
  type WebhookServerOptions,
} from '../../../src/webhook/server/create-server.js';
import type { StoredBatch } from '../../../src/webhook/store.js';
import { createTempFolder } from '../../support/temp-folder.js';

export const processes = { pid: process.pid, isAlive: (pid: number) => pid === process.pid };

export interface TestServer extends WebhookServer {
  readonly journal: Journal;
  readonly events: readonly JournalEvent[];
  readonly batches: readonly StoredBatch[];
  readonly statuses: readonly number[];
}

/** A listener on a free port with a journal in a folder of its own. */
export async function startServer(
  options: Partial<WebhookServerOptions> = {},
  journalOptions: Partial<JournalOptions> = {},
): Promise<TestServer> {
  const opened = openTestJournal(journalOptions);
  const statuses: number[] = [];
  const server = await createWebhookServer(
    { host: '127.0.0.1', port: 0, path: undefined, secret: undefined, ...options },
    {
      openStore: () => opened.journal,
      now: () => Date.UTC(2027, 0, 1),
      sleep: (ms, signal) => sleep(ms, undefined, { signal }),
      randomBytes: (count) => new Uint8Array(count),
      onAnswer: (status) => statuses.push(status),
    },
  );
  return { ...server, ...opened, statuses };
}

export function openTestJournal(options: Partial<JournalOptions> = {}) {
  const events: JournalEvent[] = [];
  const batches: StoredBatch[] = [];
  const journal = openJournal({
    path: join(createTempFolder(), 'journal', 'run.ndjson'),
    processes,
    files: nodeFiles,
    onEvent: (event) => events.push(event),
    ...options,
  });
  journal.onStored = (batch) => batches.push(batch);
  return { journal, events, batches };
}

export function buildParts(body: string | Uint8Array, id = 'aaaaaa-1'): WebhookParts & { readonly seq: undefined } {
  return {
    id,
    receivedAt: '2027-01-01T00:00:00.000Z',
    method: 'POST',
    path: '/',
    rawHeaders: ['Host', 'localhost', 'X-Ä', 'ü'],
    body: typeof body === 'string' ? Buffer.from(body) : body,
    duplicateOf: undefined,
    seq: undefined,
  };
}

/** Adds a webhook; resolves with the error that kept it from being stored. */
export function add(journal: Journal, body: string | Uint8Array, id?: string): Promise<Error | undefined> {
  return new Promise((resolve) => journal.add(buildParts(body, id), resolve));
}

/** Writes bytes to a port and returns everything that comes back until the connection is closed, or `quietMs` pass. */
export function exchange(port: number, bytes: string | Uint8Array, quietMs = 1500): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(quietMs, finish);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', finish).on('error', finish);
    socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  });
}
