import { buildReceivedWebhook } from './received-webhook.js';
import type { Store, StoredBatch } from './store.js';

/** `--no-journal`: nothing is kept, everything is acknowledged at once, and what a slow reader misses is gone. */
export function createNoJournal(): Store {
  let onStored: (batch: StoredBatch) => void = () => {};
  return {
    set onStored(listener: (batch: StoredBatch) => void) {
      onStored = listener;
    },
    add(parts, done) {
      done(undefined);
      onStored({ webhooks: [buildReceivedWebhook(parts)], bytes: parts.body.byteLength, from: undefined });
    },
    isEnd: () => true,
    read: async (position) => ({ webhooks: [], next: position }),
    close: async () => {},
  };
}
