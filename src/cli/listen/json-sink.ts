import { packWebhooks } from '../../webhook/pack-webhooks.js';
import type { ReceivedWebhook, WebhookSink } from '../../webhook/received-webhook.js';
import type { Output, Thread } from '../io.js';

export interface JsonSinkOptions {
  readonly stdout: Output;
  /** The line of one webhook. */
  readonly render: (webhook: ReceivedWebhook) => string;
  /** Starts a thread that answers a packed batch with its lines; gives undefined where there is none to be had. */
  readonly startThread: () => Thread | undefined;
}

/** So many webhooks in one turn of the event loop mean that answers to CM have begun to wait for JSON. */
const busy = 16;
/** Webhooks that go to the thread together, the milliseconds they wait for that, and batches that may be there at once. */
const largestBatch = 512;
const gathering = 20;
const mostBatches = 4;

/**
 * Writes webhooks as lines of JSON, in order. A few are rendered on the spot. Once many come in, all go through a second
 * thread, and the one that answers CM only passes text on. Should that thread fail, what it still owed is rendered here.
 */
export function createJsonSink({ stdout, render, startThread }: JsonSinkOptions): WebhookSink {
  let thread: Thread | undefined;
  let mayStart = true;
  let inThisTurn = 0;
  let pending: ReceivedWebhook[] = [];
  const asked: (readonly ReceivedWebhook[])[] = [];
  let isBehind = false;
  let waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];

  const until = (holds: () => boolean) => new Promise<void>((resolve) => waiting.push({ holds, resolve }));
  const hasRoom = () => !isBehind && asked.length < mostBatches;
  const isDone = () => asked.length === 0;
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

  const ask = () => {
    if (thread === undefined || pending.length === 0) return;
    const packed = packWebhooks(pending);
    asked.push(pending);
    pending = [];
    thread.ask(packed, [packed.bodies.buffer]);
  };

  const take = (text: unknown) => {
    if (thread === undefined) return;
    asked.shift();
    write(String(text));
    wake();
  };

  /** What the thread had comes first: the order must not change. */
  const goOnAlone = () => {
    thread = undefined;
    for (const webhook of [...asked.splice(0).flat(), ...pending.splice(0)]) write(render(webhook));
    wake();
  };

  const start = () => {
    mayStart = false;
    thread = startThread();
    thread?.onAnswer(take);
    thread?.onGone(goOnAlone);
  };

  const renderHere = (webhook: ReceivedWebhook) => {
    write(render(webhook));
    if (!mayStart) return;
    inThisTurn += 1;
    if (inThisTurn >= busy) start();
    if (inThisTurn === 1) {
      setImmediate(() => {
        inThisTurn = 0;
      });
    }
  };

  return {
    push(webhook) {
      if (thread === undefined) renderHere(webhook);
      else if (pending.push(webhook) >= largestBatch) ask();
      else if (pending.length === 1) setTimeout(ask, gathering);
      return hasRoom() ? undefined : until(hasRoom);
    },
    async close() {
      ask();
      if (!isDone()) await until(isDone);
      thread?.stop();
    },
  };
}
