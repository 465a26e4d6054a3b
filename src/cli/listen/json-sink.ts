import { packWebhooks } from '../../webhook/pack-webhooks.js';
import type { ReceivedWebhook } from '../../webhook/received-webhook.js';
import type { WebhookSink } from '../../webhook/sink.js';
import type { Output, Thread } from '../io.js';
import { createJournalFollower } from './journal-follower.js';
import { createJsonThreadClient, type JsonThreadClient } from './json-thread-client.js';

export interface JsonSinkOptions {
  readonly stdout: Output;
  /** The line of one webhook. */
  readonly render: (webhook: ReceivedWebhook) => string;
  /** Starts the thread; gives undefined where there is none to be had. */
  readonly startThread: () => Thread | undefined;
}

/** So many webhooks in one turn of the event loop mean that answers to CM have begun to wait for JSON. */
const busy = 16;
/**
 * What goes to the thread together, in webhooks and bytes: larger texts would be objects of their own size for V8, which
 * it gets from the system and gives back each time. The milliseconds they wait for that, and batches that may be there at
 * once.
 */
const largestBatch = 64;
const enoughBytes = 32 * 1024;
const gathering = 20;
const mostBatches = 16;

/**
 * Writes webhooks as lines of JSON, in order. A few are rendered on the spot. Once many come in, all go through a second
 * thread, which reads them from the journal, or is handed them where none is kept, and the one that answers CM only
 * passes text on. Should that thread fail, what it still owed is rendered here.
 */
export function createJsonSink({ stdout, render, startThread }: JsonSinkOptions): WebhookSink {
  let thread: JsonThreadClient | undefined;
  let mayStart = true;
  let inThisTurn = 0;
  let pending: ReceivedWebhook[] = [];
  let pendingBytes = 0;
  /** Batches that the thread has. */
  let asked = 0;
  let isBehind = false;
  let waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];

  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      if (holds()) resolve();
      else waiting.push({ holds, resolve });
    });
  const hasRoom = () => !isBehind && asked < mostBatches;
  const isDone = () => asked === 0;
  const wake = () => {
    const before = waiting;
    waiting = before.filter(({ holds }) => !holds());
    for (const { holds, resolve } of before) if (holds()) resolve();
  };

  const write = (text: string) => {
    if (stdout.closed || stdout.write(text) || isBehind) return;
    isBehind = true;
    void stdout.drained().then(() => {
      isBehind = false;
      wake();
    });
  };

  const ask = async () => {
    if (thread === undefined || pending.length === 0) return;
    const batch = pending;
    pending = [];
    pendingBytes = 0;
    asked += 1;
    const packed = packWebhooks(batch);
    const text = await thread.ask(packed, [packed.bodies.buffer]);
    asked -= 1;
    write(text === undefined ? batch.map(render).join('') : String(text));
    wake();
  };

  const renderHere = (webhook: ReceivedWebhook) => {
    write(render(webhook));
    if (!mayStart) return;
    inThisTurn += 1;
    if (inThisTurn >= busy) {
      mayStart = false;
      const started = startThread();
      if (started !== undefined) thread = createJsonThreadClient(started);
    }
    if (inThisTurn === 1) {
      setImmediate(() => {
        inThisTurn = 0;
      });
    }
  };

  const collect = (webhook: ReceivedWebhook) => {
    pendingBytes += webhook.bytes.byteLength;
    if (pending.push(webhook) >= largestBatch || pendingBytes >= enoughBytes) void ask();
    else if (pending.length === 1) setTimeout(ask, gathering);
  };

  return {
    push(webhook) {
      if (thread === undefined) renderHere(webhook);
      else collect(webhook);
      return hasRoom() ? undefined : until(hasRoom);
    },
    follow(from, ports) {
      if (thread === undefined) return undefined;
      void ask();
      return createJournalFollower(from, {
        ...ports,
        ...{ thread, render },
        ready: () => until(isDone),
        write(text) {
          write(text);
          return until(() => !isBehind);
        },
      });
    },
    async close() {
      void ask();
      await until(isDone);
      thread?.stop();
    },
  };
}
