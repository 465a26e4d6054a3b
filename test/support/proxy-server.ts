import { connect, createServer, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';

/** What a client asked the proxy for. */
export interface ProxyRequest {
  readonly method: string;
  /** `host:port` of CONNECT, an absolute URL otherwise. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ProxyServer {
  readonly port: number;
  readonly requests: readonly ProxyRequest[];
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** `name:password` the proxy demands. */
  readonly credentials?: string;
  /** Where names really lead: the port on 127.0.0.1 that stands for every host asked for. */
  readonly leadsTo?: number;
  /** Answers CONNECT with this status instead of a tunnel. */
  readonly refuseWith?: number;
  /** Takes requests and never answers. */
  readonly silent?: boolean;
  /** Speaks TLS with its clients. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A proxy on loopback: CONNECT, and requests with an absolute URL. */
export async function startProxyServer(options: ProxyOptions = {}): Promise<ProxyServer> {
  const requests: ProxyRequest[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };

  const serve = (client: Socket): void => {
    client.on('error', () => {});
    let received = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      client.off('data', read);
      const request = readHead(received.subarray(0, end).toString('latin1'));
      requests.push(request);
      handle(client, request, received, end + 4);
    };
    client.on('data', read);
  };

  const handle = (client: Socket, request: ProxyRequest, received: Buffer, headLength: number): void => {
    if (options.silent === true) return;
    const expected = options.credentials && `Basic ${Buffer.from(options.credentials).toString('base64')}`;
    if (expected !== undefined && request.headers['proxy-authorization'] !== expected) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n',
      );
      return;
    }
    if (options.refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${options.refuseWith} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const tunnel = request.method === 'CONNECT';
    const url = new URL(tunnel ? `http://${request.target}` : request.target);
    const server = keep(connect(options.leadsTo ?? (Number(url.port) || 80), '127.0.0.1'));
    server.on('connect', () => {
      if (tunnel) client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      const rest = tunnel ? received.subarray(headLength) : stripForServer(received, headLength);
      if (rest.byteLength > 0) server.write(rest);
      client.pipe(server).pipe(client);
    });
    server.on('error', () => client.destroy());
    client.on('close', () => server.destroy());
  };

  const server = options.tls === undefined ? createServer(serve) : createSecureServer(options.tls, serve);
  server.on('connection', keep);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    requests,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function readHead(head: string): ProxyRequest {
  const [start = '', ...lines] = head.split('\r\n');
  const [method = '', target = ''] = start.split(' ');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { method, target, headers };
}

/** A proxy keeps its credentials to itself. The request target stays absolute, which every server takes. */
function stripForServer(received: Buffer, headLength: number): Buffer {
  const head = received.subarray(0, headLength).toString('latin1');
  const kept = head.replace(/proxy-authorization: [^\r\n]*\r\n/i, '');
  return Buffer.concat([Buffer.from(kept, 'latin1'), received.subarray(headLength)]);
}
