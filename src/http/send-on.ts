import type { buildConnector } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import { joinBytes } from '../core/join-bytes.js';
import type { HttpRequest, HttpResponse } from '../core/wire/http.js';
import type { Line } from './dial.js';

/** What the exchange learns while a request is under way. */
export interface SendEvents {
  /** From here on some of the request may have left. */
  readonly onWrite: () => void;
  readonly onStatus: (status: number) => void;
  readonly onTooLarge: () => void;
  readonly onResponse: (response: HttpResponse) => void;
  readonly onError: (error: Error) => void;
}

/** Writes one request on an open connection and collects its answer. The connection is used for nothing else. */
export function sendOn(line: Line, url: URL, request: HttpRequest, events: SendEvents): void {
  let used = false;
  // undici asks again when the connection broke before the request was written on it.
  const connect: buildConnector.connector = (_options, done) => {
    const lost = used;
    used = true;
    queueMicrotask(() => (lost ? done(connectionLost(), null) : done(null, line.socket)));
  };
  const client = new Client(url.origin, {
    connect,
    // 0 asks the server to close after this answer: CM has no idempotency key, and a request on a reused connection
    // can be lost without anybody knowing whether it was read.
    pipelining: 0,
    // The exchange has one timer for everything.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  let status = 0;
  let headers: Record<string, string> = {};
  const chunks: Uint8Array[] = [];
  let size = 0;

  client.dispatch(
    {
      method: request.method,
      path: line.path,
      headers: { host: url.host, ...request.headers, ...line.headers },
      body: request.body ?? null,
    },
    {
      onRequestStart() {
        events.onWrite();
      },
      onResponseStart(_controller, statusCode, rawHeaders) {
        if (statusCode < 200) return;
        status = statusCode;
        headers = flatten(rawHeaders);
        events.onStatus(statusCode);
      },
      onResponseData(_controller, chunk) {
        size += chunk.byteLength;
        if (size > request.maxResponseBytes) events.onTooLarge();
        else chunks.push(chunk);
      },
      onResponseEnd() {
        events.onResponse({ status, headers, body: joinBytes(chunks, size) });
      },
      onResponseError(_controller, error) {
        events.onError(error);
      },
    },
  );
}

function connectionLost(): Error {
  return Object.assign(new Error('The connection broke before the request was written.'), { code: 'ECONNRESET' });
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
