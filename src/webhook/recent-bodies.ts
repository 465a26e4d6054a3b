import { hash } from 'node:crypto';

/** Remembers the bodies that came in lately, to say which webhooks may be repetitions. */
export interface RecentBodies {
  /** Id of the webhook that last brought the same body; from now on `id` is that. */
  note(body: Uint8Array, id: string): string | undefined;
  /** A webhook could not be stored: CM will bring it again, and then it is no repetition. */
  forget(body: Uint8Array, id: string): void;
}

/**
 * CM names no unique id of an inbound message, so repetitions can only be suspected: its retries come every five minutes
 * with, it seems, the same bytes (assumed), and two people may well say “ok” in the same second.
 *
 * @param size how many webhooks are remembered; hashes only.
 */
export function createRecentBodies(size = 10_000): RecentBodies {
  const ids = new Map<string, string>();
  return {
    note(body, id) {
      const key = hash('sha1', body, 'base64');
      const earlier = ids.get(key);
      // Deleting first moves the key to the end, so that the first key is always the oldest.
      if (earlier !== undefined) ids.delete(key);
      ids.set(key, id);
      if (ids.size > size) ids.delete(ids.keys().next().value ?? '');
      return earlier;
    },
    forget(body, id) {
      const key = hash('sha1', body, 'base64');
      if (ids.get(key) === id) ids.delete(key);
    },
  };
}
