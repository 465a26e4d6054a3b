import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { CmtgError } from '../../core/errors.js';
import { closeHttp, listenHttp } from '../../http/serve-http.js';
import { createIndex } from '../create-index.js';
import type { InspectorSource } from '../source.js';
import { passGate } from './gate.js';
import { buildRoutes, type Route } from './routes.js';
import { writeRefusal } from './write-answer.js';

export interface InspectorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** A loopback address: `127.0.0.1` (the default) or `::1`. The inspector is served nowhere else. */
  readonly host?: string;
  /** The built page: see `load-page.ts`. */
  readonly page: string;
  /** The secret of this run: letters, digits, `-` and `_`. Default: 128 random bits. */
  readonly token?: string;
}

export interface ServedInspector {
  /** What to open in a browser; it holds the secret of this run. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the inspector on a port of its own. Only this machine reaches it, and only with the address in `url`. Rejects
 * with `inspector-not-loopback`, `port-in-use` or `cannot-listen`.
 */
export async function serveInspector(source: InspectorSource, options: InspectorOptions): Promise<ServedInspector> {
  const { port, host = '127.0.0.1', page, token = randomBytes(16).toString('base64url') } = options;
  if (host !== '127.0.0.1' && host !== '::1') {
    throw new CmtgError(`The inspector is served on this machine only, not on ${host}.`, {
      code: 'inspector-not-loopback',
      category: 'usage',
      hint: 'Leave the host out; to look from elsewhere, use a tunnel that ends on this machine (ssh -L).',
    });
  }
  const index = createIndex(source);
  const routes = buildRoutes(source, index, page);
  let bound = port;
  const server = createServer(
    {
      // The gate looks at the Host itself: it must be there once, and be one of three names.
      requireHostHeader: false,
      headersTimeout: 5000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 5000,
    },
    (request, response) => void answer(request, response, routes, { port: bound, token }),
  );
  server.maxConnections = 256;
  try {
    bound = await listenHttp(server, { host, port, portFlag: '--inspector-port' });
  } catch (error) {
    index.close();
    throw error;
  }
  const name = host === '::1' ? '[::1]' : host;
  return {
    url: `http://${name}:${bound}/${token}/`,
    port: bound,
    close: async () => {
      index.close();
      // Event streams never end by themselves.
      await closeHttp(server, 0);
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  settings: { readonly port: number; readonly token: string },
): Promise<void> {
  const { method = '', url: target = '', rawHeaders } = request;
  const passed = passGate({ method, target, rawHeaders }, routes, settings);
  if ('status' in passed) {
    // What was not read cannot be followed by another request on the same connection.
    request.resume();
    return writeRefusal(response, passed.status, passed.reason);
  }
  try {
    await passed.route.handle({ request, response, query: passed.query });
  } catch {
    if (response.headersSent) response.destroy();
    else writeRefusal(response, 500, 'The inspector failed on this request.');
  }
}
