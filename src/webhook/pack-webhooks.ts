import { buildReceivedWebhook, type ReceivedWebhook } from './received-webhook.js';

/** Webhooks in a form that goes to another thread quickly: one string, and one buffer that is handed over, not copied. */
export interface PackedWebhooks {
  /** JSON: everything but the bodies, and the length of each body. */
  readonly heads: string;
  /** The bodies, one behind the other. */
  readonly bodies: Uint8Array<ArrayBuffer>;
}

type Head = [
  id: string,
  receivedAt: string,
  method: string,
  path: string,
  headers: ReceivedWebhook['headers'],
  duplicateOf: string | null,
  seq: number | null,
  length: number,
];

export function packWebhooks(webhooks: readonly ReceivedWebhook[]): PackedWebhooks {
  const heads: Head[] = [];
  let size = 0;
  for (const { id, receivedAt, method, path, headers, bytes, duplicateOf, seq } of webhooks) {
    heads.push([id, receivedAt, method, path, headers, duplicateOf ?? null, seq ?? null, bytes.byteLength]);
    size += bytes.byteLength;
  }
  const bodies = new Uint8Array(size);
  let at = 0;
  for (const { bytes } of webhooks) {
    bodies.set(bytes, at);
    at += bytes.byteLength;
  }
  return { heads: JSON.stringify(heads), bodies };
}

export function unpackWebhooks({ heads, bodies }: PackedWebhooks): ReceivedWebhook[] {
  let at = 0;
  return (JSON.parse(heads) as Head[]).map(([id, receivedAt, method, path, headers, duplicateOf, seq, length]) => {
    const body = bodies.subarray(at, at + length);
    at += length;
    return buildReceivedWebhook({
      ...{ id, receivedAt, method, path, body },
      rawHeaders: headers.flat(),
      duplicateOf: duplicateOf ?? undefined,
      seq: seq ?? undefined,
    });
  });
}
