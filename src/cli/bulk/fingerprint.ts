import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { unreadable } from '../../input/read-text.js';

/** What identifies the content of a file. */
export interface Fingerprint {
  readonly sha256: string;
  readonly bytes: number;
}

/** Collects a fingerprint while somebody else reads the file. */
export function createFingerprint(): { add(bytes: Uint8Array): void; finish(): Fingerprint } {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    add(chunk) {
      bytes += chunk.byteLength;
      hash.update(chunk);
    },
    finish: () => ({ sha256: hash.digest('hex'), bytes }),
  };
}

/** The fingerprint of a file. */
export async function readFingerprint(path: string): Promise<Fingerprint> {
  const fingerprint = createFingerprint();
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      fingerprint.add(chunk as Uint8Array);
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return fingerprint.finish();
}
