import type { Shard } from './plan.js';

/** Whether a chat falls to a shard. Every chat falls to exactly one, on every machine the same. */
export function isInShard(to: string, shard: Shard | undefined): boolean {
  return shard === undefined || fnv1a(to) % shard.of === shard.index - 1;
}

/** FNV-1a, 32 bits, with a final mix, because neighbouring chat IDs differ in their last digit only. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
