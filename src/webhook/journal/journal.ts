import { rmSync } from 'node:fs';
import { buildReceivedWebhook, numberWebhook, type ReceivedWebhook } from '../received-webhook.js';
import type { Store, Stored, StoredBatch, StorePosition } from '../store.js';
import { type JournalFiles, nodeFiles } from './journal-files.js';
import { beginLine, beginOtherLine, createLineBuffer } from './line.js';
import type { ProcessTable } from './lock.js';
import { locateLines, readChunk } from './read-chunk.js';
import type { Recovery } from './recover.js';
import { cutBehind, nameSegment, openSegment, type Segment, storeBytes } from './segment.js';

/** What befalls a journal: said once when it begins, and once when it is over. */
export type JournalEvent =
  | { readonly type: 'failed'; readonly error: Error; readonly path: string }
  | { readonly type: 'recovered'; readonly path: string; readonly refused: number }
  | { readonly type: 'rotated'; readonly path: string };

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

interface Waiting {
  readonly webhook: ReceivedWebhook | undefined;
  /** Its line, as far as it is known before its number. */
  readonly begun: string;
  readonly done: (error: Error | undefined) => void;
}

/** From so many records in one batch on, room is made for the next ones too: {@link storeBytes}. */
const crowd = 8;

/**
 * Opens a journal: an append-only file, one line a webhook. What arrives while a sync runs is written and synced as one
 * batch after it (group commit), so that the disk limits the size of batches and not the number of answers.
 */
export function openJournal(options: JournalOptions): Journal {
  const { processes, files = nodeFiles, maxWaitingBytes = 32 * 1024 * 1024, quiet = 1000 } = options;
  const first = openSegment(options.path, files, processes);
  const segments: Segment[] = [first];
  let current = first;
  let lastSeq = first.recovery.lastSeq;
  const lines = createLineBuffer();
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let busy = false;
  let refused = 0;
  let failing = false;
  let closed = false;
  let onStored: (batch: StoredBatch) => void = () => {};
  let whenIdle: (() => void)[] = [];
  let quietTimer: NodeJS.Timeout | undefined;

  const enqueue = (entry: Waiting) => {
    waiting.push(entry);
    waitingBytes += entry.webhook?.bytes.byteLength ?? 0;
    if (busy) return;
    busy = true;
    // After the sockets that are readable now: their webhooks share this sync.
    setImmediate(flush);
  };

  const flush = () => {
    const batch = waiting;
    if (batch.length === 0) return rest();
    waiting = [];
    waitingBytes = 0;
    if (current.condemned && !rotate(batch)) return;
    for (const [index, { begun }] of batch.entries()) lines.add(begun, lastSeq + 1 + index);
    const from: StorePosition = { segment: segments.length - 1, at: current.size };
    storeBytes(current, lines.take(), batch.length >= crowd, files, (error) => {
      if (error) fail(batch, error);
      else {
        recover();
        const firstSeq = lastSeq + 1;
        lastSeq += batch.length;
        // The disk is the slowest of all: it gets what waits before the answers for this batch are written.
        if (waiting.length > 0) {
          flush();
          return succeed(batch, firstSeq, from);
        }
        succeed(batch, firstSeq, from);
      }
      setImmediate(flush);
    });
  };

  const rest = () => {
    busy = false;
    for (const resolve of whenIdle.splice(0)) resolve();
    clearTimeout(quietTimer);
    if (current.extent > current.size && !closed) quietTimer = setTimeout(tidy, quiet).unref();
  };

  /** Whoever looks into the file when nothing goes on finds lines, and nothing else. */
  const tidy = () => {
    if (busy) return;
    busy = true;
    cutBehind(current, files, () => setImmediate(flush));
  };

  const recover = () => {
    if (failing) options.onEvent({ type: 'recovered', path: current.path, refused });
    failing = false;
    refused = 0;
  };

  const succeed = (batch: readonly Waiting[], firstSeq: number, from: StorePosition) => {
    const webhooks: Stored[] = [];
    let bytes = 0;
    for (const [index, { webhook, done }] of batch.entries()) {
      done(undefined);
      if (webhook === undefined) continue;
      webhooks.push(numberWebhook(webhook, firstSeq + index));
      bytes += webhook.bytes.byteLength;
    }
    if (webhooks.length > 0) onStored({ webhooks, bytes, from });
  };

  const fail = (batch: readonly Waiting[], error: Error) => {
    if (!failing) options.onEvent({ type: 'failed', error, path: current.path });
    failing = true;
    refused += batch.length;
    for (const { done } of batch) done(error);
  };

  const rotate = (batch: readonly Waiting[]): boolean => {
    try {
      current = openSegment(nameSegment(options.path, segments.length + 1), files, processes);
      segments.push(current);
      lastSeq = Math.max(lastSeq, current.recovery.lastSeq);
      options.onEvent({ type: 'rotated', path: current.path });
      return true;
    } catch (error) {
      fail(batch, error as Error);
      setImmediate(flush);
      return false;
    }
  };

  const idle = () => new Promise<void>((resolve) => (busy ? whenIdle.push(resolve) : resolve()));

  return {
    get path() {
      return current.path;
    },
    recovery: first.recovery,
    set onStored(listener: (batch: StoredBatch) => void) {
      onStored = listener;
    },
    add(parts, done) {
      if (waitingBytes > maxWaitingBytes) return done(new Error('The disk is too slow'));
      const webhook = buildReceivedWebhook(parts);
      // Most of the line is made while the disk is busy with the batch before.
      enqueue({ webhook, begun: beginLine(webhook), done });
    },
    note: (value) => {
      if (!closed) enqueue({ webhook: undefined, begun: beginOtherLine(value), done: () => {} });
    },
    isEnd: ({ segment, at }) => segment === segments.length - 1 && at >= current.size,
    read: (position) => readChunk(segments, position, files),
    locate: (position) => locateLines(segments, position),
    async close() {
      await idle();
      closed = true;
      whenIdle = [];
      clearTimeout(quietTimer);
      // A file whose sync failed is left as it is.
      const isLong = !current.condemned && current.extent > current.size;
      if (isLong) await new Promise((resolve) => cutBehind(current, files, resolve));
      const isEmpty = options.removeWhenEmpty === true && segments.every(({ size }) => size === 0);
      for (const { fd, path, lock } of segments) {
        files.close(fd);
        if (isEmpty) rmSync(path, { force: true });
        lock.release();
      }
    },
  };
}
