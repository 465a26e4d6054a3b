import type { Socket } from 'node:net';
import { CmtgError } from '../core/errors.js';
import { type HttpFunction, type HttpRequest, type HttpResponse, TransportError } from '../core/wire/http.js';
import { chooseProxy, type Environment, type ProxyRoute, type UnusableProxy } from './choose-proxy.js';
import { dial } from './dial.js';
import { createFailure, explainFailure, type Progress } from './explain-failure.js';
import { refusal } from './open-tunnel.js';
import { sendOn } from './send-on.js';

export interface HttpOptions {
  /** Read for the proxy variables only. */
  readonly env: Environment;
  /** PEM of the one authority to trust instead of Node's own: for tests. */
  readonly ca?: string;
}

// Node fires a longer timer at once.
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The real network. Every request gets its own connection, TLS is always verified, redirects are not followed, and one
 * timer covers everything from the name lookup to the last byte. Rejects with a {@link TransportError}, or with a
 * `config` error when the URL cannot be used at all.
 */
export function createHttp(options: HttpOptions): HttpFunction {
  return async (request) => {
    const url = readUrl(request.url);
    const proxy = chooseProxy(url, options.env);
    if (proxy !== undefined && 'problem' in proxy) throw unusable(proxy);
    return await exchange(request, url, proxy, options.ca);
  };
}

function exchange(request: HttpRequest, url: URL, proxy: ProxyRoute | undefined, ca?: string): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const progress: { -readonly [Key in keyof Progress]: Progress[Key] } = {
      peer: proxy === undefined ? url.host : `the proxy ${proxy.origin}`,
      securing: false,
      written: false,
      status: undefined,
      timeoutMs: request.timeoutMs,
    };
    const sockets: Socket[] = [];
    let over = false;
    const end = (settle: () => void): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', abort);
      for (const socket of sockets) socket.destroy();
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(explainFailure(error, progress)));
    const abort = (): void => fail(createFailure('aborted', progress));
    const timer = setTimeout(
      () => fail(createFailure(progress.written ? 'timeout' : 'connect-timeout', progress)),
      Math.min(request.timeoutMs, LONGEST_TIMER),
    );
    if (request.signal?.aborted === true) return abort();
    request.signal?.addEventListener('abort', abort);

    const connected = dial({
      url,
      proxy,
      ca,
      onSocket: (socket) => {
        if (over) socket.destroy();
        else sockets.push(socket);
      },
      onSecuring: () => {
        progress.securing = true;
      },
      onTunnel: () => {
        progress.peer = url.host;
        progress.securing = false;
      },
    });
    connected
      .then((line) => {
        if (over) return;
        sendOn(line, url, request, {
          onWrite: () => {
            progress.written = true;
          },
          onStatus: (status) => {
            progress.status = status;
            // Only a proxy answers 407, and it does so instead of passing the request on.
            if (status === 407 && proxy !== undefined) fail(refusal(status, proxy));
          },
          onTooLarge: () => fail(createFailure('too-large', progress)),
          onResponse: (response) => end(() => resolve(response)),
          onError: fail,
        });
      })
      .catch(fail);
  });
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new CmtgError('The endpoint is not an http or https URL.', { code: 'endpoint-invalid', category: 'config' });
}

function unusable({ variable, problem }: UnusableProxy): TransportError {
  return new TransportError(
    problem === 'not-a-url'
      ? `The proxy in ${variable} is not a URL.`
      : `The proxy in ${variable} is neither http nor https, and no other kind is supported.`,
    {
      failure: 'proxy',
      written: false,
      hint: `Set ${variable} to http://HOST:PORT, or exempt the host with NO_PROXY.`,
    },
  );
}
