import type { ReceivedWebhook } from '../received-webhook.js';
import type { Follower, WebhookSink } from '../sink.js';
import type { Store, StoredBatch, StorePosition } from '../store.js';

export interface FeederOptions {
  readonly sink: WebhookSink;
  readonly store: Store;
  /** A webhook could not be handed over: the sink threw, or the store could not be read. */
  readonly onError: (error: unknown) => void;
  /** Without a journal: this many webhooks were not shown, because the sink was behind. */
  readonly onSkip: (count: number) => void;
  /** Once it is aborted the sink gets no more: what is left is counted. */
  readonly ending?: AbortSignal | undefined;
  /** Bytes kept in memory for a sink that is behind. Default 4 MiB; without a journal 32 MiB. */
  readonly maxQueuedBytes?: number;
}

/** Hands webhooks to one sink, in order, at the sink's own pace. */
export interface Feeder {
  push(batch: StoredBatch): void;
  /** Resolves when the sink has everything, or the signal aborts; tells how many webhooks it has not got. */
  drain(signal: AbortSignal): Promise<number>;
}

/** So many are handed over in one turn at most: a sink that has much to catch up with must not keep answers waiting. */
const slice = 64;

/** Every webhook costs about one KiB besides its body. */
function sizeOf({ bytes, webhooks }: StoredBatch): number {
  return bytes + 1024 * webhooks.length;
}

/**
 * A slow sink costs no memory: when the queue is full, only the place in the journal is remembered, and the feeder reads
 * on from there as the sink takes more. Without a journal the oldest stay and later ones are skipped, counted.
 */
export function createFeeder(options: FeederOptions): Feeder {
  const { sink, store, onError, onSkip } = options;
  const queue: StoredBatch[] = [];
  let queuedBytes = 0;
  let maxQueuedBytes = options.maxQueuedBytes ?? 4 * 1024 * 1024;
  /** Webhooks that may still be handed over in this turn. */
  let credit = slice;
  let behind: StorePosition | undefined;
  /** The sink reads the store by itself. */
  let follower: Follower | undefined;
  let pushed = 0;
  let handed = 0;
  let skipped = 0;
  let running = false;
  let stopped = false;
  let whenDone: (() => void) | undefined;

  const isOver = () => stopped || options.ending?.aborted === true;

  const push = (batch: StoredBatch) => {
    pushed += batch.webhooks.length;
    if (follower !== undefined) return follower.wake();
    // What stands in the journal behind `behind` is read from there: the order must not change.
    if (behind !== undefined) return;
    const size = sizeOf(batch);
    if (batch.from === undefined) maxQueuedBytes = options.maxQueuedBytes ?? 32 * 1024 * 1024;
    if (queuedBytes > 0 && queuedBytes + size > maxQueuedBytes) {
      if (batch.from === undefined) skipped += batch.webhooks.length;
      else behind = batch.from;
    } else {
      queue.push(batch);
      queuedBytes += size;
    }
    if (!running) {
      running = true;
      credit = slice;
      void run();
    }
  };

  const run = async () => {
    while (!isOver() && !isFollowed()) {
      const batch = queue.shift();
      if (batch !== undefined) {
        // What is in no journal is lost when the queue is full: from half of it on the sink goes first.
        await handAll(batch.webhooks, batch.from === undefined && queuedBytes > maxQueuedBytes / 2);
        queuedBytes -= sizeOf(batch);
      } else {
        saySkipped();
        if (behind === undefined) break;
        await catchUp(behind);
      }
    }
    running = false;
    whenDone?.();
  };

  /** Whether the sink has taken it up to read by itself: from what comes next in the queue, or behind it. */
  const isFollowed = (): boolean => {
    const from = queue.length > 0 ? queue[0]?.from : behind;
    if (from === undefined) return false;
    const onHanded = (count: number) => {
      handed += count;
    };
    follower = sink.follow?.(from, { store, onHanded, onError });
    if (follower === undefined) return false;
    queue.length = 0;
    behind = undefined;
    follower.wake();
    return true;
  };

  /** Waits only where the sink asks for it, and for the next turn. */
  const handAll = async (webhooks: readonly ReceivedWebhook[], isInStep: boolean) => {
    for (const webhook of webhooks) {
      if (credit <= 0 && !isInStep) await nextTurn();
      if (isOver()) return;
      credit -= 1;
      const taking = hand(webhook);
      if (taking !== undefined) await taking;
    }
  };

  const nextTurn = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    credit = slice;
  };

  const catchUp = async (from: StorePosition) => {
    try {
      const { webhooks, next } = await store.read(from);
      await handAll(webhooks, false);
      // No webhook can be pushed between this question and its answer.
      behind = store.isEnd(next) ? undefined : next;
    } catch (error) {
      // What cannot be read back is in the journal all the same; go on with what comes now.
      behind = undefined;
      onError(error);
    }
  };

  const hand = (webhook: ReceivedWebhook): Promise<void> | undefined => {
    handed += 1;
    try {
      return sink.push(webhook)?.catch(onError);
    } catch (error) {
      onError(error);
      return undefined;
    }
  };

  const saySkipped = () => {
    if (skipped === 0) return;
    onSkip(skipped);
    pushed -= skipped;
    skipped = 0;
  };

  const untilIdle = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const stop = () => {
        stopped = true;
        resolve();
      };
      if (signal.aborted) return stop();
      if (!running) return resolve();
      whenDone = resolve;
      signal.addEventListener('abort', stop, { once: true });
    });

  return {
    push,
    async drain(signal) {
      await untilIdle(signal);
      await follower?.drain(signal);
      return Math.max(0, pushed - handed);
    },
  };
}
