import { buildReceivedWebhook, type ReceivedWebhook } from './received-webhook.js';

/** Webhooks in a form that goes to another thread quickly: one string, and one buffer that is handed over, not copied. */
export interface PackedWebhooks {
  /** Everything but the bodies: `stride` lines a webhook. */
  readonly heads: string;
  /** The bodies, one behind the other. */
  readonly bodies: Uint8Array<ArrayBuffer>;
}

/**
 * The lines of a head. JSON has no line feeds where it was made by JSON.stringify, ids and times have none, and the
 * number of the line is left out: it is no part of what is shown.
 */
type Head = [
  ...[id: string, receivedAt: string, method: string, path: string, headersJson: string],
  ...[rawJson: string, duplicateOf: string, length: string],
];
const stride = 8;

export function packWebhooks(webhooks: readonly ReceivedWebhook[]): PackedWebhooks {
  const heads: string[] = [];
  let size = 0;
  for (const { id, receivedAt, method, path, headersJson, madeRawJson, duplicateOf, bytes } of webhooks) {
    heads.push(id, receivedAt, method, JSON.stringify(path), headersJson, madeRawJson ?? '', duplicateOf ?? '');
    heads.push(`${bytes.byteLength}`);
    size += bytes.byteLength;
  }
  const bodies = new Uint8Array(size);
  let at = 0;
  for (const { bytes } of webhooks) {
    bodies.set(bytes, at);
    at += bytes.byteLength;
  }
  return { heads: heads.join('\n'), bodies };
}

export function unpackWebhooks({ heads, bodies }: PackedWebhooks): ReceivedWebhook[] {
  const webhooks: ReceivedWebhook[] = [];
  const lines = heads.split('\n');
  let at = 0;
  for (let i = 0; i + stride <= lines.length; i += stride) {
    const head = lines.slice(i, i + stride) as Head;
    const [id, receivedAt, method, path, headersJson, rawJson, duplicateOf, length] = head;
    const body = bodies.subarray(at, at + Number(length));
    at += Number(length);
    const parts = {
      ...{ id, receivedAt, method, path: JSON.parse(path), headersJson, body, seq: undefined },
      rawJson: rawJson === '' ? undefined : rawJson,
      duplicateOf: duplicateOf === '' ? undefined : duplicateOf,
      get rawHeaders() {
        return (JSON.parse(headersJson) as string[][]).flat();
      },
    };
    webhooks.push(buildReceivedWebhook(parts));
  }
  return webhooks;
}
