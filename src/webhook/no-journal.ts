import { buildReceivedWebhook, type ReceivedWebhook } from './received-webhook.js';
import type { Store, StoredBatch } from './store.js';

/** `--no-journal`: nothing is kept, everything is acknowledged at once, and what a stalled reader misses is gone. */
export function createNoJournal(): Store {
  let onStored: (batch: StoredBatch) => void = () => {};
  let webhooks: ReceivedWebhook[] = [];
  let waiting: ((error: undefined) => void)[] = [];
  let bytes = 0;
  const passOn = () => {
    if (webhooks.length === 0) return;
    const batch = { webhooks, bytes, from: undefined };
    const answers = waiting;
    webhooks = [];
    waiting = [];
    bytes = 0;
    for (const answer of answers) answer(undefined);
    onStored(batch);
  };
  return {
    set onStored(listener: (batch: StoredBatch) => void) {
      onStored = listener;
    },
    add(parts, done) {
      bytes += parts.body.byteLength;
      // What arrives in one turn is answered in one go, and passed on after that: a client that sends much is woken once
      // for many answers, and nobody waits for a webhook to be shown.
      waiting.push(done);
      if (webhooks.push(buildReceivedWebhook(parts)) === 1) setImmediate(passOn);
    },
    isEnd: () => true,
    locate: () => undefined,
    read: async (position) => ({ webhooks: [], next: position }),
    close: async () => passOn(),
  };
}
