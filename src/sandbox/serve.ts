import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { closeHttp, listenHttp } from '../http/serve-http.js';
import { buildRefusedAnswer } from './answer.js';
import type { SandboxAnswer } from './conversation.js';
import type { SandboxRequest } from './judge-request.js';
import { buildRefusal } from './refusal.js';

/** What is served: the gateway alone, or a sandbox with its control API. */
export interface Served {
  handle(request: SandboxRequest): Promise<SandboxAnswer>;
}

export interface ServeOptions {
  /** Default 127.0.0.1: nobody outside this machine reaches it. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Longest request body in bytes; longer ones answer 413. Default 10 MiB. */
  readonly maxBodyBytes?: number;
  /** Milliseconds a client has for its whole request. Default 30 000. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds that running requests get after `close()`. Default 500. */
  readonly graceMs?: number;
}

export interface ServedSandbox {
  /** Where the gateway is, without a path: `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly port: number;
  /** Takes no new requests, lets running ones end, and cuts off what is left after the grace. */
  close(): Promise<void>;
}

/** Serves a sandbox over HTTP. Rejects with `port-in-use` or `cannot-listen` when the address cannot be had. */
export async function serveSandbox(sandbox: Served, options: ServeOptions): Promise<ServedSandbox> {
  const { host = '127.0.0.1', port, requestTimeoutMs = 30_000, graceMs = 500 } = options;
  const maxBodyBytes = options.maxBodyBytes ?? 10 * 1024 * 1024;
  const server = createServer(
    {
      // Own check below: the answer is JSON, and several Host headers are refused too.
      requireHostHeader: false,
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs),
      keepAliveTimeout: 5000,
    },
    (request, response) => {
      // A client that went away needs no answer: whoever waits for something to tell it stops waiting.
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      void answer(sandbox, request, maxBodyBytes, gone.signal).then(
        (result) => write(request, response, result, server),
        () => request.destroy(),
      );
    },
  );
  const bound = await listenHttp(server, { host, port, portFlag: '--port' });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () => closeHttp(server, graceMs),
  };
}

/** Rejects when the client went away before its request was complete. */
async function answer(
  sandbox: Served,
  request: IncomingMessage,
  maxBodyBytes: number,
  signal: AbortSignal,
): Promise<SandboxAnswer> {
  if (countHeader(request, 'host') !== 1) return buildRefusedAnswer(buildRefusal('host-invalid'));
  const body = await readBody(request, maxBodyBytes);
  if (body === 'too-large') return buildRefusedAnswer(buildRefusal('request-too-large', { limit: maxBodyBytes }));
  try {
    return await sandbox.handle({
      method: request.method ?? '',
      url: `http://sandbox${request.url?.startsWith('/') ? request.url : '/'}`,
      headers: joinHeaders(request),
      body,
      signal,
      peer: { address: request.socket.remoteAddress ?? '', port: request.socket.localPort ?? 0 },
    });
  } catch {
    return buildRefusedAnswer(buildRefusal('sandbox-failed'));
  }
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | 'too-large'> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return 'too-large';
  const chunks: Uint8Array[] = [];
  let size = 0;
  // `data` events, not `for await`: leaving such a loop early destroys the socket that the 413 must still travel over.
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > maxBytes) resolve('too-large');
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client went away')));
  });
}

function write(request: IncomingMessage, response: ServerResponse, result: SandboxAnswer, server: Server): void {
  if (result.cut === 'all') {
    // A fault: the connection is reset before the answer begins.
    request.socket.resetAndDestroy();
    return;
  }
  // What was not read to its end cannot be followed by another request on the same connection.
  const last = !request.complete || !server.listening;
  response.writeHead(result.status, {
    ...result.headers,
    'content-length': result.body.byteLength,
    ...(last ? { connection: 'close' } : {}),
  });
  if (result.cut === 'half') {
    response.write(result.body.subarray(0, Math.floor(result.body.byteLength / 2)), () => request.socket.destroy());
    return;
  }
  response.end(request.method === 'HEAD' ? undefined : result.body);
  if (!request.complete) {
    // The client may still be writing: let the answer reach it before the connection goes.
    request.resume();
    response.on('finish', () => setTimeout(() => request.destroy(), 200).unref());
  }
}

function countHeader(request: IncomingMessage, name: string): number {
  return request.rawHeaders.filter((value, index) => index % 2 === 0 && value.toLowerCase() === name).length;
}

function joinHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
