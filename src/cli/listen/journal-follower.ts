import type { ReceivedWebhook } from '../../webhook/received-webhook.js';
import type { Follower, FollowerPorts } from '../../webhook/sink.js';
import type { StorePosition } from '../../webhook/store.js';
import type { JsonThreadClient } from './json-thread-client.js';
import type { RenderedRange } from './render-journal-range.js';

export interface JournalFollowerPorts extends FollowerPorts {
  readonly thread: JsonThreadClient;
  /** Resolves when what was shown before is written. */
  readonly ready: () => Promise<void>;
  /** Writes, and resolves when there is room for more. */
  readonly write: (text: string) => Promise<void>;
  /** The line of one webhook, for want of a thread. */
  readonly render: (webhook: ReceivedWebhook) => string;
}

/** Less than this waits a moment for more: asking the thread, and waking who reads, has its price. */
const enoughBytes = 64 * 1024;
const gathering = 20;

/**
 * Shows what stands in the journal from a position on. The thread reads the file by itself, so that the one that answers
 * CM neither keeps nor packs anything for it, and passes text on; a reader that is behind costs no memory.
 */
export function createJournalFollower(from: StorePosition, ports: JournalFollowerPorts): Follower {
  const { store, thread, ready, write, render, onHanded, onError } = ports;
  let position = from;
  let isRunning = false;
  let isEnding = false;
  let isStopped = false;
  let whenIdle = () => {};
  let hurry = () => {};

  const run = async () => {
    await ready();
    for (let found = store.locate(position); found !== undefined && !isStopped; found = store.locate(position)) {
      if (found.range.to - found.range.from < enoughBytes) await gather();
      await showNext().catch((error: unknown) => {
        position = { segment: found.segment, at: found.range.to };
        onError(error);
      });
    }
    isRunning = false;
    whenIdle();
  };

  const gather = () =>
    new Promise<void>((resolve) => {
      if (isEnding) return resolve();
      const timer = setTimeout(resolve, gathering);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const showNext = async () => {
    const found = store.locate(position);
    if (found === undefined) return;
    const rendered = (await thread.ask(found.range)) as RenderedRange | undefined;
    const { text, count, next } =
      rendered === undefined
        ? await renderHere()
        : { ...rendered, next: { segment: found.segment, at: rendered.next } };
    // Counted as left already.
    if (isStopped) return;
    position = next;
    onHanded(count);
    if (text !== '') await write(text);
  };

  const renderHere = async () => {
    const { webhooks, next } = await store.read(position);
    return { text: webhooks.map(render).join(''), count: webhooks.length, next };
  };

  return {
    wake() {
      if (isRunning) return;
      isRunning = true;
      void run();
    },
    drain: (signal) =>
      new Promise((resolve) => {
        isEnding = true;
        hurry();
        const stop = () => {
          isStopped = true;
          resolve();
        };
        if (signal.aborted) return stop();
        if (!isRunning) return resolve();
        whenIdle = resolve;
        signal.addEventListener('abort', stop, { once: true });
      }),
  };
}
