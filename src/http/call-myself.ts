import { createServer, type IncomingMessage, type Server } from 'node:http';
import { CmtgError } from '../core/errors.js';
import type { HttpFunction } from '../core/wire/http.js';

export interface CallInput {
  /** The public address that should lead to `port` of this machine. */
  readonly url: string;
  readonly port: number;
  /** What the call carries, so that nobody else's call is taken for it. */
  readonly nonce: string;
  readonly http: HttpFunction;
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

export type CallResult =
  | { readonly kind: 'received'; readonly status: number; readonly ms: number }
  | { readonly kind: 'elsewhere'; readonly status: number }
  | { readonly kind: 'no-answer'; readonly message: string; readonly hint: string | undefined }
  | { readonly kind: 'no-port' };

/**
 * Listens on loopback, calls the public address once, and tells whether the call came back here. It is a POST with a
 * body of JSON, as CM's calls are; the body holds nothing but the nonce.
 */
export async function callMyself(input: CallInput): Promise<CallResult> {
  let arrived = false;
  const server = createServer((request, response) => {
    readAll(request).then(
      (body) => {
        if (body.includes(input.nonce)) arrived = true;
        response.writeHead(200, { 'content-length': 0, connection: 'close' }).end();
      },
      () => request.destroy(),
    );
  });
  if (!(await listen(server, input.port))) return { kind: 'no-port' };
  const before = input.now();
  try {
    const { status } = await input.http({
      method: 'POST',
      url: input.url,
      headers: { 'content-type': 'application/json', accept: '*/*', 'user-agent': 'cmtg-doctor' },
      body: JSON.stringify({ cmtgDoctor: input.nonce }),
      timeoutMs: input.timeoutMs,
      maxResponseBytes: 1024 * 1024,
      ...(input.signal === undefined ? {} : { signal: input.signal }),
    });
    return arrived ? { kind: 'received', status, ms: input.now() - before } : { kind: 'elsewhere', status };
  } catch (error) {
    if (!(error instanceof CmtgError)) throw error;
    return { kind: 'no-answer', message: error.message, hint: error.hint };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
}

async function readAll(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > 65_536) break;
  }
  return body;
}
