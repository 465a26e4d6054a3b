import type { ReceivedWebhook } from './received-webhook.js';

/** Webhooks in a form that goes to another thread quickly: few strings, and one buffer that is handed over, not copied. */
export interface PackedWebhooks {
  /** What differs from webhook to webhook, `stride` lines each. Ids and times have no line feeds. */
  readonly heads: string;
  /** What `callJson` of the webhooks is, each once: one sender calls in the same few ways. */
  readonly calls: readonly string[];
  /** The bodies, one behind the other. */
  readonly bodies: Uint8Array<ArrayBuffer>;
}

/** What comes out on the other side. The number of the line is no part of what is shown. */
export type PackedWebhook = Pick<ReceivedWebhook, 'id' | 'receivedAt' | 'callJson' | 'duplicateOf' | 'bytes'>;

const stride = 5;

export function packWebhooks(webhooks: readonly PackedWebhook[]): PackedWebhooks {
  const calls = new Map<string, number>();
  let heads = '';
  let size = 0;
  for (const { id, receivedAt, callJson, duplicateOf = '', bytes } of webhooks) {
    const call = calls.get(callJson) ?? calls.size;
    calls.set(callJson, call);
    heads += `${id}\n${receivedAt}\n${duplicateOf}\n${call}\n${bytes.byteLength}\n`;
    size += bytes.byteLength;
  }
  const bodies = new Uint8Array(size);
  let at = 0;
  for (const { bytes } of webhooks) {
    bodies.set(bytes, at);
    at += bytes.byteLength;
  }
  return { heads, calls: [...calls.keys()], bodies };
}

export function unpackWebhooks({ heads, calls, bodies }: PackedWebhooks): PackedWebhook[] {
  const webhooks: PackedWebhook[] = [];
  const lines = heads.split('\n');
  let at = 0;
  for (let i = 0; i + stride < lines.length; i += stride) {
    const [id = '', receivedAt = '', duplicateOf = '', call, length] = lines.slice(i, i + stride);
    const bytes = bodies.subarray(at, at + Number(length));
    at += bytes.byteLength;
    const callJson = calls[Number(call)] ?? '';
    webhooks.push({ id, receivedAt, callJson, duplicateOf: duplicateOf === '' ? undefined : duplicateOf, bytes });
  }
  return webhooks;
}
