import { buildReceivedWebhook, type ReceivedWebhook } from './received-webhook.js';

/** Webhooks in a form that goes to another thread quickly: strings, and one buffer that is handed over, not copied. */
export interface PackedWebhooks {
  /** Everything but the bodies, `stride` entries a webhook. */
  readonly heads: readonly (string | number | undefined)[];
  /** The bodies, one behind the other. */
  readonly bodies: Uint8Array<ArrayBuffer>;
}

/** What a head consists of. The number of the line is left out: it is no part of what is shown. */
type Head = [
  ...[id: string, receivedAt: string, method: string, path: string, headersJson: string],
  ...[rawJson: string | undefined, duplicateOf: string | undefined, length: number],
];
const stride = 8;

export function packWebhooks(webhooks: readonly ReceivedWebhook[]): PackedWebhooks {
  const heads: Head[number][] = [];
  let size = 0;
  for (const { id, receivedAt, method, path, headersJson, rawJson, duplicateOf, bytes } of webhooks) {
    heads.push(id, receivedAt, method, path, headersJson, rawJson, duplicateOf, bytes.byteLength);
    size += bytes.byteLength;
  }
  const bodies = new Uint8Array(size);
  let at = 0;
  for (const { bytes } of webhooks) {
    bodies.set(bytes, at);
    at += bytes.byteLength;
  }
  return { heads, bodies };
}

export function unpackWebhooks({ heads, bodies }: PackedWebhooks): ReceivedWebhook[] {
  const webhooks: ReceivedWebhook[] = [];
  let at = 0;
  for (let i = 0; i < heads.length; i += stride) {
    const head = heads.slice(i, i + stride) as Head;
    const [id, receivedAt, method, path, headersJson, rawJson, duplicateOf, length] = head;
    const body = bodies.subarray(at, at + length);
    at += length;
    const parts = {
      ...{ id, receivedAt, method, path, body, duplicateOf, seq: undefined },
      get rawHeaders() {
        return (JSON.parse(headersJson) as string[][]).flat();
      },
    };
    webhooks.push(buildReceivedWebhook(parts, { headers: headersJson, raw: rawJson }));
  }
  return webhooks;
}
