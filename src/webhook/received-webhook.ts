import { isUtf8 } from 'node:buffer';

/**
 * One HTTP call as it came in: what a journal line holds, and what every sink gets. What the body says (kind, parsed,
 * diagnostics) is not in it: that is worked out from `bytes` by `core/inbound`, once, when somebody asks.
 */
export interface ReceivedWebhook {
  /** Short and unique: `k3f9q2-17` is the 17th of run `k3f9q2`. */
  readonly id: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly receivedAt: string;
  readonly method: string;
  /** The request target as it stood in the request line, query included. */
  readonly path: string;
  /** Names and values in the order and spelling of the request, repeated ones included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as text, when it is valid UTF-8; encoding it again gives `bytes`. */
  readonly raw: string | undefined;
  /** `"method":…,"path":…,"headers":…` and `raw` as JSON: needed for the journal and again for showing, and made once. */
  readonly callJson: string;
  readonly rawJson: string | undefined;
  /** The body in base64, when it is not valid UTF-8. */
  readonly rawBase64: string | undefined;
  /** The body, byte for byte. */
  readonly bytes: Uint8Array;
  /** Id of a recent webhook with the same body: perhaps CM trying again, perhaps two people saying “ok”. */
  readonly duplicateOf: string | undefined;
  /** Number of its line in the journal; undefined without a journal. */
  readonly seq: number | undefined;
}

/** What a webhook is made of; `body` is either the bytes or the text that a journal line holds. */
export interface WebhookParts {
  readonly id: string;
  readonly receivedAt: string;
  readonly method: string;
  readonly path: string;
  /** Name, value, name, value: as `node:http` gives them. */
  readonly rawHeaders: readonly string[];
  /** What {@link describeCall} gives, where somebody has that already. */
  readonly callJson?: string | undefined;
  readonly body: Uint8Array;
  readonly duplicateOf: string | undefined;
  readonly seq: number | undefined;
}

/** Pairs and text are made when somebody looks at them: the path to the 200 needs neither. */
export function buildReceivedWebhook(parts: WebhookParts): ReceivedWebhook {
  return new LazyWebhook(parts);
}

/** Tells a webhook the number of its line, which is known once it is written. */
export function numberWebhook(webhook: ReceivedWebhook, seq: number): ReceivedWebhook {
  if (webhook instanceof LazyWebhook) webhook.seq = seq;
  return webhook;
}

class LazyWebhook implements ReceivedWebhook {
  readonly #parts: WebhookParts;
  seq: number | undefined;
  #headers: ReceivedWebhook['headers'] | undefined;
  #callJson: string | undefined;
  #rawJson: string | undefined;
  /** Null: not looked at yet. */
  #text: string | undefined | null = null;

  constructor(parts: WebhookParts) {
    this.#parts = parts;
    this.seq = parts.seq;
    this.#callJson = parts.callJson;
  }

  get callJson(): string {
    this.#callJson ??= describeCall(this.method, this.path, this.#parts.rawHeaders);
    return this.#callJson;
  }

  get rawJson(): string | undefined {
    if (this.#rawJson === undefined && this.raw !== undefined) this.#rawJson = JSON.stringify(this.raw);
    return this.#rawJson;
  }

  get id(): string {
    return this.#parts.id;
  }

  get receivedAt(): string {
    return this.#parts.receivedAt;
  }

  get method(): string {
    return this.#parts.method;
  }

  get path(): string {
    return this.#parts.path;
  }

  get headers(): ReceivedWebhook['headers'] {
    this.#headers ??= pairUp(this.#parts.rawHeaders);
    return this.#headers;
  }

  get raw(): string | undefined {
    if (this.#text === null) this.#text = decodeBody(this.#parts.body);
    return this.#text;
  }

  get rawBase64(): string | undefined {
    return this.raw === undefined ? viewBytes(this.#parts.body).toString('base64') : undefined;
  }

  get bytes(): Uint8Array {
    return this.#parts.body;
  }

  get duplicateOf(): string | undefined {
    return this.#parts.duplicateOf;
  }
}

/** The text of a body, byte order mark included; undefined when it is not UTF-8. */
export function decodeBody(body: Uint8Array): string | undefined {
  return isUtf8(body) ? viewBytes(body).toString('utf8') : undefined;
}

/** The same bytes, not a copy. */
export function viewBytes(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The call without its body as members of a JSON object. */
export function describeCall(method: string, path: string, rawHeaders: readonly string[]): string {
  return JSON.stringify({ method, path, headers: pairUp(rawHeaders) }).slice(1, -1);
}

/** Names with their values, in order. */
function pairUp(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  return pairs;
}
