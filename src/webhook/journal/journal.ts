import { buildReceivedWebhook, numberWebhook, type ReceivedWebhook } from '../received-webhook.js';
import type { Store, Stored, StoredBatch } from '../store.js';
import { createGroupCommit, type Entry } from './group-commit.js';
import { type JournalFiles, nodeFiles } from './journal-files.js';
import { beginLine, beginOtherLine } from './line.js';
import type { ProcessTable } from './lock.js';
import { createOutage, type JournalEvent } from './outage.js';
import { locateLines, readChunk } from './read-chunk.js';
import type { Recovery } from './recover.js';
import { openSegments } from './segments.js';

export interface JournalOptions {
  readonly path: string;
  readonly processes: ProcessTable;
  readonly onEvent: (event: JournalEvent) => void;
  readonly files?: JournalFiles;
  /** Bytes of bodies that may wait for a slow disk; more are refused. Default 32 MiB. */
  readonly maxWaitingBytes?: number;
  /** Delete the file at the end when nothing came in. */
  readonly removeWhenEmpty?: boolean;
  /** Milliseconds without a webhook after which the file is cut to what is in it. Default 1000. */
  readonly quiet?: number;
}

export interface Journal extends Store {
  /** The file that is written to now. */
  readonly path: string;
  readonly recovery: Recovery;
  /** Adds a record of another kind, such as the answer of a target. Not waited for. */
  note(value: Readonly<Record<string, unknown>> & { readonly type: string }): void;
}

interface WebhookEntry extends Entry {
  /** Undefined for a record of another kind. */
  readonly webhook: ReceivedWebhook | undefined;
}

/** Opens a journal: an append-only file, one line a webhook. */
export function openJournal(options: JournalOptions): Journal {
  const { processes, onEvent, files = nodeFiles, maxWaitingBytes = 32 * 1024 * 1024, quiet = 1000 } = options;
  const segments = openSegments(options.path, files, processes);
  const { recovery } = segments.current;
  let closed = false;
  let onStored: (batch: StoredBatch) => void = () => {};
  const commit = createGroupCommit<WebhookEntry>({
    ...{ segments, files, quiet },
    outage: createOutage(onEvent),
    onRotated: () => onEvent({ type: 'rotated', path: segments.current.path }),
    onStored({ entries, firstSeq, bytes, from }) {
      const webhooks: Stored[] = [];
      for (const [index, { webhook }] of entries.entries()) {
        if (webhook !== undefined) webhooks.push(numberWebhook(webhook, firstSeq + index));
      }
      if (webhooks.length > 0) onStored({ webhooks, bytes, from });
    },
  });

  return {
    get path() {
      return segments.current.path;
    },
    recovery,
    set onStored(listener: (batch: StoredBatch) => void) {
      onStored = listener;
    },
    add(parts, done) {
      if (commit.waitingBytes > maxWaitingBytes) return done(new Error('The disk is too slow'));
      const webhook = buildReceivedWebhook(parts);
      // Most of the line is made while the disk is busy with the batch before.
      commit.add({ webhook, begun: beginLine(webhook), bytes: webhook.bytes.byteLength, done });
    },
    note(value) {
      if (!closed) commit.add({ webhook: undefined, begun: beginOtherLine(value), bytes: 0, done: () => {} });
    },
    isEnd: (position) => locateLines(segments.all, position) === undefined,
    read: (position) => readChunk(segments.all, position, files),
    locate: (position) => locateLines(segments.all, position),
    async close() {
      await commit.end();
      closed = true;
      await segments.close(options.removeWhenEmpty === true);
    },
  };
}
