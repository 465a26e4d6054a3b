import { crc32 } from 'node:zlib';

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
 * @param size how many webhooks are remembered; checksums only.
 */
export function createRecentBodies(size = 10_000): RecentBodies {
  const known = new Map<number, { readonly id: string; readonly slot: number }>();
  // A ring names the oldest at once. The first key of the map would, too, but a map that loses its first key again and
  // again walks over all the holes that are left there.
  const ring = new Array<number | undefined>(size);
  let next = 0;
  return {
    note(body, id) {
      const key = digest(body);
      const earlier = known.get(key);
      if (earlier !== undefined) ring[earlier.slot] = undefined;
      const oldest = ring[next];
      if (oldest !== undefined) known.delete(oldest);
      ring[next] = key;
      known.set(key, { id, slot: next });
      next = (next + 1) % size;
      return earlier?.id;
    },
    forget(body, id) {
      const key = digest(body);
      const entry = known.get(key);
      if (entry?.id !== id) return;
      known.delete(key);
      ring[entry.slot] = undefined;
    },
  };
}

/**
 * Two checksums in 53 bits, of the body and of its first half. A webhook of CM differs from the next in its reference, its
 * text and its time, so both halves speak; a cryptographic hash would cost the answer three times as much.
 */
function digest(body: Uint8Array): number {
  return crc32(body) * 0x20_0000 + (crc32(body.subarray(0, body.byteLength >>> 1)) >>> 11);
}
