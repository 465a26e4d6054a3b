import { buildReceivedWebhook, type ReceivedWebhook } from './received-webhook.js';
import type { Store, StoredBatch } from './store.js';

/** `--no-journal`: nothing is kept, everything is acknowledged at once, and what a stalled reader misses is gone. */
export function createNoJournal(): Store {
  let onStored: (batch: StoredBatch) => void = () => {};
  let webhooks: ReceivedWebhook[] = [];
  let bytes = 0;
  const passOn = () => {
    if (webhooks.length === 0) return;
    const batch = { webhooks, bytes, from: undefined };
    webhooks = [];
    bytes = 0;
    onStored(batch);
  };
  return {
    set onStored(listener: (batch: StoredBatch) => void) {
      onStored = listener;
    },
    add(parts, done) {
      done(undefined);
      bytes += parts.body.byteLength;
      // What arrives in one turn is passed on together, after its answers.
      if (webhooks.push(buildReceivedWebhook(parts)) === 1) setImmediate(passOn);
    },
    isEnd: () => true,
    read: async (position) => ({ webhooks: [], next: position }),
    close: async () => passOn(),
  };
}
