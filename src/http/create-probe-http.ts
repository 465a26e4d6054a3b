import { lookup as lookupName } from 'node:dns/promises';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectSecure } from 'node:tls';
import { ForbiddenPeerError, type ProbeHttp, type ProbeRequest, type ProbeResponse } from './probe-http.js';

export interface ProbeHttpOptions {
  /** PEM of the one authority to trust instead of Node's own: for tests. */
  readonly ca?: string;
  /** Looks a name up; the system's resolver unless a test brings its own. */
  readonly lookup?: (hostname: string) => Promise<readonly string[]>;
  /** Opens a TCP connection; a test may lead it elsewhere. */
  readonly connect?: (address: string, port: number) => Socket;
}

/**
 * The network for the probe of media. It never goes through a proxy, which would look names up by itself, keeps no
 * cookies, follows no redirects and reuses no connection. The TCP connection goes to the address given; its peer is
 * looked at again before TLS begins or a byte is written.
 */
export function createProbeHttp(options: ProbeHttpOptions = {}): ProbeHttp {
  const lookup = options.lookup ?? lookupAll;
  const connect = options.connect ?? ((host, port) => connectPlain({ host, port, noDelay: true }));
  return {
    lookup: (hostname, signal) => untilAborted(lookup(hostname), signal),
    async request(request) {
      const socket = connect(request.address, portOf(request.url));
      const end = () => socket.destroy();
      request.signal.addEventListener('abort', end, { once: true });
      try {
        const exchange = async () => {
          await established(socket, request);
          return await send(await secure(socket, request.url, options.ca), request);
        };
        return await untilAborted(exchange(), request.signal);
      } finally {
        request.signal.removeEventListener('abort', end);
        socket.destroy();
      }
    },
  };
}

async function lookupAll(hostname: string): Promise<readonly string[]> {
  return (await lookupName(hostname, { all: true, order: 'ipv4first' })).map(({ address }) => address);
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

function established(socket: Socket, { isAllowed, signal }: ProbeRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays for the life of the socket: a late error must not end the process.
    socket.on('error', reject);
    socket.once('close', () => reject(signal.reason ?? new Error('The connection was closed.')));
    socket.once('connect', () => {
      if (socket.remoteAddress !== undefined && isAllowed(socket.remoteAddress)) return resolve();
      socket.destroy();
      reject(new ForbiddenPeerError('The connection ended at another address.'));
    });
  });
}

function secure(socket: Socket, { protocol, hostname }: URL, ca: string | undefined): Promise<Duplex> {
  if (protocol !== 'https:') return Promise.resolve(socket);
  // Certificates name hosts without the final dot.
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return new Promise((resolve, reject) => {
    const tls = connectSecure({
      socket,
      host,
      rejectUnauthorized: true,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
    });
    tls.on('error', (cause) => reject(Object.assign(new Error('TLS failed.', { cause }), { code: 'ERR_TLS' })));
    tls.once('close', () => reject(new Error('The connection was closed.')));
    tls.once('secureConnect', () => resolve(tls));
  });
}

function send(line: Duplex, request: ProbeRequest): Promise<ProbeResponse> {
  const { method, url, headers, maxBytes } = request;
  return new Promise((resolve, reject) => {
    const outgoing = requestPlain({
      createConnection: () => line,
      method,
      path: url.pathname + url.search,
      setHost: false,
      headers: { host: url.host, connection: 'close', ...headers },
      // Hundreds of headers are an attack, not a file.
      maxHeaderSize: 16_384,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      readBody(incoming, method === 'HEAD' ? 0 : maxBytes).then(resolve, reject);
    });
    outgoing.end();
  });
}

function readBody(incoming: IncomingMessage, maxBytes: number): Promise<ProbeResponse> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const settle = (complete: boolean) => {
      const body = Buffer.concat(chunks).subarray(0, maxBytes);
      resolve({ status: incoming.statusCode ?? 0, headers: flatten(incoming), body, complete });
    };
    incoming.on('error', reject);
    incoming.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size <= maxBytes) return;
      settle(false);
      incoming.destroy();
    });
    incoming.on('end', () => settle(true));
    incoming.on('close', () => reject(new Error('The answer broke off.')));
  });
}

function flatten({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

/** The system's resolver cannot be stopped, so whoever waits for it can be. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) {
      promise.catch(() => {});
      return abort();
    }
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
