import { crc32 } from 'node:zlib';
import { buildReceivedWebhook, type ReceivedWebhook } from '../received-webhook.js';

/*
 * A journal line is JSON on one line: what came in, `seq` and, last, `crc`: the CRC-32 of everything before `,"crc"`,
 * as UTF-8, in eight hex digits. It holds facts only; what the body says is worked out on reading.
 */

/** How every line of a webhook begins. */
export const linePrefix = '{"type":"webhook","id":';
/** No line comes near this, in bytes. */
export const longestLine = 256 * 1024 * 1024;
const methodKey = ',"method":';
const rawKey = ',"raw":';
const duplicateKey = ',"duplicateOf":';
const seqKey = ',"seq":';
const crcKey = ',"crc":"';
/** `,"crc":"01234567"}` */
const tailLength = crcKey.length + 8 + 2;

/** A line without its line feed. */
export function buildLine(webhook: ReceivedWebhook, seq: number): string {
  return seal(beginLine(webhook) + seqKey + seq);
}

/** Any other record that belongs to the run, such as an answer of the app: `{"type":…}` with `seq` and `crc`. */
export function buildOtherLine(
  value: Readonly<Record<string, unknown>> & { readonly type: string },
  seq: number,
): string {
  return seal(beginOtherLine(value) + seqKey + seq);
}

/** The same as {@link beginLine} for a record of another kind. */
export function beginOtherLine(value: Readonly<Record<string, unknown>> & { readonly type: string }): string {
  return JSON.stringify(value).slice(0, -1);
}

/** `{"type":"webhook",…,"duplicateOf":…` without the closing brace. */
export function beginLine(webhook: ReceivedWebhook): string {
  const { id, receivedAt, callJson, rawJson, duplicateOf } = webhook;
  const content = rawJson === undefined ? `,"rawBase64":"${webhook.rawBase64}"` : rawKey + rawJson;
  const duplicate = duplicateOf === undefined ? 'null' : `"${duplicateOf}"`;
  return `${linePrefix}"${id}","receivedAt":"${receivedAt}",${callJson}${content}${duplicateKey}${duplicate}`;
}

/** A line of a webhook in pieces of JSON, as it stands: what {@link beginLine} joined. */
export interface CutLine {
  /** `{"type":"webhook","id":…,"receivedAt":…` */
  readonly start: string;
  /** `"method":…,"path":…,"headers":…,"raw":…` or `rawBase64`. */
  readonly call: string;
  /** The string of `raw`; undefined with `rawBase64`. */
  readonly rawJson: string | undefined;
  /** `null` or the id in quotes. */
  readonly duplicateOf: string;
}

/**
 * Cuts a line that this run has written; undefined for one of another kind. No quote stands in a JSON string without a
 * backslash before it, so that a key with its quotes is found nowhere but in its place.
 */
export function cutLine(line: string): CutLine | undefined {
  if (!line.startsWith(linePrefix)) return undefined;
  const method = line.indexOf(methodKey);
  const duplicate = line.indexOf(duplicateKey, method);
  const raw = line.lastIndexOf(rawKey, duplicate);
  return {
    start: line.slice(0, method),
    call: line.slice(method + 1, duplicate),
    rawJson: raw < 0 ? undefined : line.slice(raw + rawKey.length, duplicate),
    duplicateOf: line.slice(duplicate + duplicateKey.length, line.indexOf(seqKey, duplicate)),
  };
}

/** Whether a file that begins so may be a journal whose first line is still being written, or was cut off: zeros wait for it. */
export function mayBeginLine(head: Buffer): boolean {
  return linePrefix.startsWith(head.toString('latin1', 0, linePrefix.length).replace(/\0+$/, ''));
}

/** What a line of the journal turned out to be. */
export type ParsedLine =
  | { readonly type: 'webhook'; readonly webhook: ReceivedWebhook }
  | { readonly type: 'other'; readonly value: Readonly<Record<string, unknown>>; readonly seq: number }
  | { readonly type: 'bad'; readonly reason: 'checksum' | 'not-json' | 'shape' };

/** Reads one line without its line feed. Never throws. */
export function parseLine(line: string): ParsedLine {
  const body = line.slice(0, -tailLength);
  if (line.slice(body.length) !== crcTail(body)) return { type: 'bad', reason: 'checksum' };
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line);
  } catch {
    return { type: 'bad', reason: 'not-json' };
  }
  if (value['type'] === 'webhook') return readWebhook(value);
  return typeof value['seq'] === 'number'
    ? { type: 'other', value, seq: value['seq'] }
    : { type: 'bad', reason: 'shape' };
}

function readWebhook(value: Record<string, unknown>): ParsedLine {
  const { id, receivedAt, method, path, headers, raw, rawBase64, duplicateOf, seq } = value;
  const texts = [id, receivedAt, method, path, raw ?? rawBase64];
  if (!texts.every((text) => typeof text === 'string') || !isPairs(headers) || typeof seq !== 'number') {
    return { type: 'bad', reason: 'shape' };
  }
  const webhook = buildReceivedWebhook({
    id: String(id),
    receivedAt: String(receivedAt),
    method: String(method),
    path: String(path),
    rawHeaders: headers.flat(),
    body: typeof raw === 'string' ? Buffer.from(raw, 'utf8') : Buffer.from(String(rawBase64), 'base64'),
    duplicateOf: typeof duplicateOf === 'string' ? duplicateOf : undefined,
    seq,
  });
  return { type: 'webhook', webhook };
}

function isPairs(value: unknown): value is [string, string][] {
  return (
    Array.isArray(value) &&
    value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === 'string'))
  );
}

/** Lines on their way to the disk, in one buffer that is used again and again. */
export interface LineBuffer {
  /** Adds what {@link beginLine} gave, or the JSON of another record without its closing brace. */
  add(begun: string, seq: number): void;
  /** The lines since the last call, with their line feeds. They are gone with the next `add`. */
  take(): Uint8Array;
}

export function createLineBuffer(): LineBuffer {
  const usual = 128 * 1024;
  let buffer = Buffer.allocUnsafeSlow(usual);
  let size = 0;
  const makeRoom = (count: number) => {
    if (size + count <= buffer.byteLength) return;
    const larger = Buffer.allocUnsafeSlow(size * 2 + count);
    larger.set(buffer.subarray(0, size));
    buffer = larger;
  };
  return {
    add(begun, seq) {
      // What a large batch needed is not kept.
      if (size === 0 && buffer.byteLength > usual) buffer = Buffer.allocUnsafeSlow(usual);
      const body = begun + seqKey + seq;
      // A unit of UTF-16 takes three bytes at most; counting them all is worth it for long lines only.
      makeRoom((body.length < 4096 ? body.length * 3 : Buffer.byteLength(body)) + tailLength + 1);
      const end = size + buffer.write(body, size, 'utf8');
      size = end + buffer.write(`${crcTail(buffer.subarray(size, end))}\n`, end, 'latin1');
    },
    take() {
      const lines = buffer.subarray(0, size);
      size = 0;
      return lines;
    },
  };
}

function seal(body: string): string {
  return body + crcTail(body);
}

function crcTail(body: string | Uint8Array): string {
  return `${crcKey}${crc32(body).toString(16).padStart(8, '0')}"}`;
}
