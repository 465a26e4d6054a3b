import type { Socket } from 'node:net';
import type { ProxyRoute } from './choose-proxy.js';
import { openSocket, toTarget } from './open-socket.js';
import { openTunnel } from './open-tunnel.js';

/** What dialling needs to know and whom it tells how far it is. */
export interface DialOptions {
  readonly url: URL;
  readonly proxy: ProxyRoute | undefined;
  readonly ca: string | undefined;
  readonly onSocket: (socket: Socket) => void;
  /** TLS with `peer` begins; `peer` is whoever is spoken to from here on. */
  readonly onSecuring: () => void;
  /** The proxy is behind us: what follows is the server's doing. */
  readonly onTunnel: () => void;
}

/** A connection that is ready for one request, and how the request has to be written on it. */
export interface Line {
  readonly socket: Socket;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Opens the connection for a URL: direct, through a tunnel (https), or to a proxy that forwards (http). */
export async function dial(options: DialOptions): Promise<Line> {
  const { url, proxy } = options;
  const path = url.pathname + url.search;
  if (proxy === undefined) return { socket: await openSocket(toTarget(url), options), path, headers: {} };

  const entry = await openSocket(toTarget(new URL(proxy.origin)), options);
  const authorization: Record<string, string> =
    proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization };
  if (url.protocol === 'http:') return { socket: entry, path: url.origin + path, headers: authorization };

  const through = await openTunnel(entry, url, proxy);
  options.onTunnel();
  return { socket: await openSocket(toTarget(url), { ...options, through }), path, headers: {} };
}
