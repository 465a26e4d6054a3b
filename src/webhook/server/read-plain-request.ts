import { describeCall } from '../received-webhook.js';
import type { WebhookCall } from './accept-webhook.js';
import { hostValue, targetForm } from './judge-request.js';

/** Reads a plain request; undefined is no refusal: Node's parser is asked then. */
export type PlainReader = (bytes: Buffer) => WebhookCall | undefined;

interface PlainHead {
  readonly path: string;
  readonly rawHeaders: readonly string[];
  readonly callJson: string;
  readonly bodyLength: number;
}

/** Ends the head of every request. */
export const headEnd = Buffer.from('\r\n\r\n');
const requestLine = /^POST (\S+) HTTP\/1\.1$/;
/** A token, a colon, a space, and visible ASCII that neither begins nor ends with white space: RFC 9112, section 5. */
const headerLine = /^([\w!#$%&'*+.^`|~-]+): ([!-~]+(?:[ \t]+[!-~]+)*)$/;
const lengthValue = /^(?:0|[1-9]\d{0,8})$/;
/** Whatever changes how a message is framed, or what follows on its connection. */
const specialNames = new Set([
  'transfer-encoding',
  'expect',
  'upgrade',
  'te',
  'trailer',
  'keep-alive',
  'proxy-connection',
]);
/** One sender sends few heads: they differ in the length of the body. */
const mostHeads = 64;
const longestHead = 4096;

/**
 * Creates a reader of plain requests: a POST that came whole in one piece, and in a form that no two parsers can read
 * differently. It reads a small part of what HTTP allows, which is nearly all that senders of webhooks use, and costs a
 * fraction of `node:http`. A head that was read before is not read again.
 */
export function createPlainReader(maxBody: number): PlainReader {
  const heads = new Map<string, PlainHead>();
  return (bytes) => {
    const bodyStart = bytes.indexOf(headEnd) + headEnd.length;
    if (bodyStart < headEnd.length || bodyStart > longestHead) return undefined;
    const text = bytes.toString('latin1', 0, bodyStart - headEnd.length);
    let head = heads.get(text);
    if (head === undefined) {
      head = readHead(text);
      if (head === undefined) return undefined;
      if (heads.size >= mostHeads) heads.clear();
      heads.set(text, head);
    }
    // Less is half a request, more is the beginning of the next.
    if (bytes.byteLength !== bodyStart + head.bodyLength || head.bodyLength > maxBody) return undefined;
    const { path, rawHeaders, callJson } = head;
    return { path, rawHeaders, callJson, body: bytes.subarray(bodyStart) };
  };
}

function readHead(text: string): PlainHead | undefined {
  const [first = '', ...lines] = text.split('\r\n');
  const path = requestLine.exec(first)?.[1];
  if (path === undefined || !targetForm.test(path)) return undefined;
  const headers: [string, string][] = [];
  for (const line of lines) {
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    headers.push([name, value]);
  }
  const valuesOf = (wanted: string) =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const [hosts, lengths] = [valuesOf('host'), valuesOf('content-length')];
  const isPlain =
    hosts.length === 1 &&
    hosts.every((host) => hostValue.test(host)) &&
    lengths.length === 1 &&
    lengths.every((length) => lengthValue.test(length)) &&
    valuesOf('connection').every((value) => value.toLowerCase() === 'keep-alive') &&
    !headers.some(([name]) => specialNames.has(name.toLowerCase()));
  if (!isPlain) return undefined;
  const rawHeaders = headers.flat();
  return { path, rawHeaders, callJson: describeCall('POST', path, rawHeaders), bodyLength: Number(lengths[0]) };
}
