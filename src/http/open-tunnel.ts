import type { Socket } from 'node:net';
import Client from 'undici/lib/dispatcher/client.js';
import { TransportError } from '../core/wire/http.js';
import type { ProxyRoute } from './choose-proxy.js';
import { toTarget } from './open-socket.js';

/** Asks the proxy at the other end of `entry` for a tunnel to the URL's host (RFC 9110, CONNECT). */
export function openTunnel(entry: Socket, url: URL, proxy: ProxyRoute): Promise<Socket> {
  const { port } = toTarget(url);
  const authority = `${url.hostname}:${port}`;
  const client = new Client(proxy.origin, {
    connect: (_options, done) => queueMicrotask(() => done(null, entry)),
    headersTimeout: 0,
  });
  return new Promise((resolve, reject) => {
    client.dispatch(
      {
        method: 'CONNECT',
        path: authority,
        headers: {
          host: authority,
          ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
        },
      },
      {
        onRequestStart() {},
        onRequestUpgrade(_controller, status, _headers, socket) {
          if (status >= 200 && status < 300) resolve(socket as Socket);
          else reject(refusal(status, proxy));
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}

/** The proxy answered, and not with a tunnel. Nothing has left for the server. */
export function refusal(status: number, proxy: ProxyRoute): TransportError {
  const needsLogin = status === 407;
  return new TransportError(
    needsLogin
      ? `The proxy ${proxy.origin} wants a name and password (407).`
      : `The proxy ${proxy.origin} refused the connection (${status}).`,
    {
      failure: 'proxy',
      written: false,
      status,
      hint: needsLogin
        ? `Put them into ${proxy.variable}: http://NAME:PASSWORD@HOST:PORT, percent-encoded.`
        : `Check ${proxy.variable}, or exempt the host with NO_PROXY.`,
    },
  );
}
