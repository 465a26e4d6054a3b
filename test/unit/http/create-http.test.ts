import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CmtgError } from '../../../src/core/errors.js';
import { type HttpRequest, TransportError } from '../../../src/core/wire/http.js';
import { createHttp, type HttpOptions } from '../../../src/http/create-http.js';
import { type Behaviour, type FaultServer, faults, startFaultServer } from '../../support/fault-server.js';
import { type ProxyOptions, type ProxyServer, startProxyServer } from '../../support/proxy-server.js';
import { testTls } from '../../support/tls.js';

const TOKEN = 'c0ffee00-1111-4222-8333-444455556666';
const BODY = '{"messages":{"msg":[{"to":[{"number":"1"}],"reference":"r1","body":{"content":"é😀"}}]}}';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function gateway(
  behaviour: Behaviour,
  options: Parameters<typeof startFaultServer>[1] = {},
): Promise<FaultServer> {
  const server = await startFaultServer(behaviour, options);
  open.push(server);
  return server;
}

async function proxyServer(options: ProxyOptions): Promise<ProxyServer> {
  const server = await startProxyServer(options);
  open.push(server);
  return server;
}

/** A server that does with its connections whatever the test says. Returns its port. */
async function rawServer(serve: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).resume());
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  });
  return (server.address() as AddressInfo).port;
}

function request(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { 'x-cm-producttoken': TOKEN, 'content-type': 'application/json; charset=utf-8' },
    body: BODY,
    timeoutMs: 5000,
    maxResponseBytes: 1024 * 1024,
    ...changes,
  };
}

function call(changes: HttpRequest, options: Partial<HttpOptions> = {}) {
  return createHttp({ env: {}, ...options })(changes);
}

async function failure(changes: HttpRequest, options: Partial<HttpOptions> = {}): Promise<TransportError> {
  const error = await call(changes, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TransportError)) throw new Error(`no TransportError but ${String(error)}`, { cause: error });
  expect(`${error.message} ${error.hint ?? ''}`).not.toContain(TOKEN);
  return error;
}

describe('a direct request', () => {
  it('arrives byte for byte, on its own connection, and its answer comes back whole', async () => {
    const server = await gateway(faults.status(200, '{"ok":"é"}', { 'x-one': '1' }));
    const response = await call(request(`${server.url}?a=b`));
    await call(request(server.url));

    expect(response.status).toBe(200);
    expect(response.headers['x-one']).toBe('1');
    expect(new TextDecoder().decode(response.body)).toBe('{"ok":"é"}');
    expect(server.connections).toBe(2);
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/v1.0/message?a=b', body: BODY });
    expect(server.requests[0]?.headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'close',
      'x-cm-producttoken': TOKEN,
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(BODY)),
    });
  });

  it('follows no redirect', async () => {
    const other = await gateway(faults.acceptAll());
    const server = await gateway(faults.redirect(other.url));
    const response = await call(request(server.url));
    expect(response.status).toBe(302);
    expect(response.headers['location']).toBe(other.url);
    expect(other.connections).toBe(0);
  });

  it('reads a body that ends with the connection', async () => {
    const server = await gateway(({ socket }) => socket.end('HTTP/1.1 200 OK\r\n\r\nto the end'));
    expect(new TextDecoder().decode((await call(request(server.url))).body)).toBe('to the end');
  });

  it('skips informational responses', async () => {
    const server = await gateway(({ socket, respond }) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n');
      respond(200, '{}');
    });
    expect((await call(request(server.url))).status).toBe(200);
  });

  it('takes an answer of exactly the size allowed, and not one byte more', async () => {
    const server = await gateway(faults.status(200, 'x'.repeat(100)));
    expect((await call(request(server.url, { maxResponseBytes: 100 }))).body).toHaveLength(100);
    expect(await failure(request(server.url, { maxResponseBytes: 99 }))).toMatchObject({
      failure: 'too-large',
      written: true,
      status: 200,
    });
  });

  it('reaches IPv6', async () => {
    const server = await startFaultServer(faults.acceptAll(), { host: '::1' }).catch(() => undefined);
    if (server === undefined) return; // a machine without IPv6
    open.push(server);
    expect((await call(request(`http://[::1]:${server.port}/`))).status).toBe(200);
  });
});

describe('certain that nothing was written', () => {
  it('when the name cannot be looked up', async () => {
    expect(await failure(request('http://nowhere.invalid/'))).toMatchObject({ failure: 'name-lookup', written: false });
  });

  it('when the connection is refused', async () => {
    const server = await startFaultServer(faults.acceptAll());
    await server.close();
    expect(await failure(request(server.url))).toMatchObject({ failure: 'connection-refused', written: false });
    expect(await failure(request(`http://localhost:${server.port}/`))).toMatchObject({
      failure: 'connection-refused',
      written: false,
    });
  });

  it('when the certificate is not trusted, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    const server = await gateway(faults.acceptAll(), { tls: testTls });
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await failure(request(server.url))).toMatchObject({ failure: 'tls', written: false });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
    expect(server.requests).toHaveLength(0);
  });

  it('when the certificate names another host', async () => {
    const server = await gateway(faults.acceptAll(), { tls: testTls });
    const proxy = await proxyServer({ leadsTo: server.port });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    expect(await failure(request('https://other.test/'), { env, ca: testTls.cert })).toMatchObject({
      failure: 'tls',
      written: false,
    });
  });

  it('when the server speaks no TLS', async () => {
    const port = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await failure(request(`https://127.0.0.1:${port}/`))).toMatchObject({ failure: 'tls', written: false });
  });

  it('when the server hangs up during the TLS handshake, which another try may cure', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await failure(request(`https://127.0.0.1:${port}/`))).toMatchObject({ failure: 'reset', written: false });
  });

  it('when the TLS handshake takes too long', async () => {
    const port = await rawServer(() => {});
    const error = await failure(request(`https://127.0.0.1:${port}/`, { timeoutMs: 50 }));
    expect(error).toMatchObject({ failure: 'connect-timeout', written: false });
  });

  it('when it is aborted while connecting', async () => {
    const stop = new AbortController();
    const port = await rawServer(() => stop.abort());
    const error = await failure(request(`https://127.0.0.1:${port}/`, { signal: stop.signal }));
    expect(error).toMatchObject({ failure: 'aborted', written: false });
  });

  it('when it is aborted before it began', async () => {
    const server = await gateway(faults.acceptAll());
    const error = await failure(request(server.url, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ failure: 'aborted', written: false });
    expect(server.connections).toBe(0);
  });
});

describe('after writing began', () => {
  it.each([
    ['a reset', faults.resetAfterBody(), { failure: 'reset', status: undefined }],
    ['a closed connection', faults.closeAfterBody(), { failure: 'reset', status: undefined }],
    ['half a 200', faults.half200(), { failure: 'truncated', status: 200 }],
    ['an answer that is not HTTP', faults.notHttp(), { failure: 'protocol', status: undefined }],
    ['an endless answer', faults.endless(), { failure: 'too-large', status: 200 }],
    [
      'half a chunk',
      ({ socket }) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nabc'),
      { failure: 'truncated', status: 200 },
    ],
    [
      'endless headers',
      ({ socket }) => socket.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`),
      { failure: 'too-large', status: undefined },
    ],
  ] satisfies [string, Behaviour, object][])('%s is reported as written', async (_name, behaviour, expected) => {
    const server = await gateway(behaviour);
    expect(await failure(request(server.url))).toMatchObject({ ...expected, written: true });
    expect(server.requests).toHaveLength(1);
  });

  it('a server that never answers runs into the time-out', async () => {
    const server = await gateway(faults.neverAnswer());
    expect(await failure(request(server.url, { timeoutMs: 100 }))).toMatchObject({ failure: 'timeout', written: true });
    expect(server.requests).toHaveLength(1);
  });

  it('the time-out covers an answer that trickles', async () => {
    const server = await gateway(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const timer = setInterval(() => socket.write('.'), 10);
      socket.on('close', () => clearInterval(timer));
    });
    const error = await failure(request(server.url, { timeoutMs: 150 }));
    expect(error).toMatchObject({ failure: 'timeout', written: true, status: 200 });
  });

  it('an abort is reported as written', async () => {
    const stop = new AbortController();
    const server = await gateway(() => stop.abort());
    const error = await failure(request(server.url, { signal: stop.signal }));
    expect(error).toMatchObject({ failure: 'aborted', written: true });
  });
});

describe('through a proxy', () => {
  it('https goes through a tunnel; the proxy sees neither token nor body, the server no proxy credentials', async () => {
    const server = await gateway(faults.acceptAll(), { tls: testTls });
    const proxy = await proxyServer({ leadsTo: server.port, credentials: 'jo:p@ss word' });
    const env = { https_proxy: `http://jo:p%40ss%20word@127.0.0.1:${proxy.port}` };
    const response = await call(request('https://gateway.test/v1.0/message'), { env, ca: testTls.cert });

    expect(response.status).toBe(200);
    expect(proxy.requests).toHaveLength(1);
    expect(proxy.requests[0]).toMatchObject({ method: 'CONNECT', target: 'gateway.test:443' });
    expect(JSON.stringify(proxy.requests)).not.toContain(TOKEN);
    expect(server.requests[0]?.headers['host']).toBe('gateway.test');
    expect(server.requests[0]?.raw.toString()).not.toMatch(/proxy-authorization/i);
  });

  it('http is forwarded with an absolute URL', async () => {
    const server = await gateway(faults.acceptAll());
    const proxy = await proxyServer({ leadsTo: server.port });
    const env = { HTTP_PROXY: `127.0.0.1:${proxy.port}` };
    expect((await call(request('http://gateway.test/v1.0/message?q=1'), { env })).status).toBe(200);
    expect(proxy.requests[0]).toMatchObject({ method: 'POST', target: 'http://gateway.test/v1.0/message?q=1' });
    expect(server.requests[0]?.body).toBe(BODY);
  });

  it('a proxy that speaks TLS is verified too', async () => {
    const server = await gateway(faults.acceptAll(), { tls: testTls });
    const proxy = await proxyServer({ leadsTo: server.port, tls: testTls });
    const env = { HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` };
    expect((await call(request('https://gateway.test/'), { env, ca: testTls.cert })).status).toBe(200);
    expect(await failure(request('https://gateway.test/'), { env })).toMatchObject({ failure: 'tls', written: false });
  });

  it.each(['https://gateway.test/', 'http://gateway.test/'])(
    'missing credentials: nothing was sent to %s',
    async (url) => {
      const proxy = await proxyServer({ credentials: 'jo:secret-word' });
      const address = `http://jo:wrong-word@127.0.0.1:${proxy.port}`;
      const error = await failure(request(url), { env: { HTTPS_PROXY: address, HTTP_PROXY: address } });
      expect(error).toMatchObject({ failure: 'proxy', written: false, status: 407 });
      expect(`${error.message} ${error.hint}`).not.toMatch(/wrong-word|secret-word|am86/);
    },
  );

  it('a proxy that refuses the tunnel, that is not there, or that cannot be used', async () => {
    const refusing = await proxyServer({ refuseWith: 502 });
    const to = (HTTPS_PROXY: string) => failure(request('https://gateway.test/'), { env: { HTTPS_PROXY } });
    expect(await to(`http://127.0.0.1:${refusing.port}`)).toMatchObject({
      failure: 'proxy',
      written: false,
      status: 502,
    });
    await refusing.close();
    const gone = await to(`http://127.0.0.1:${refusing.port}`);
    expect(gone).toMatchObject({ failure: 'connection-refused', written: false });
    expect(gone.message).toContain('proxy');
    expect(await to('socks5://127.0.0.1:1')).toMatchObject({ failure: 'proxy', written: false });
    expect(await to('http://[')).toMatchObject({ failure: 'proxy', written: false });
  });

  it('a proxy that never answers counts as no connection', async () => {
    const proxy = await proxyServer({ silent: true });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const error = await failure(request('https://gateway.test/', { timeoutMs: 100 }), { env });
    expect(error).toMatchObject({ failure: 'connect-timeout', written: false });
  });

  it('failures behind the tunnel are the server’s', async () => {
    const server = await gateway(faults.half200(), { tls: testTls });
    const proxy = await proxyServer({ leadsTo: server.port });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const error = await failure(request('https://gateway.test/'), { env, ca: testTls.cert });
    expect(error).toMatchObject({ failure: 'truncated', written: true, status: 200 });
    expect(error.message).not.toContain('proxy');
  });

  it('loopback is never proxied', async () => {
    const server = await gateway(faults.acceptAll());
    const proxy = await proxyServer({});
    const env = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, ALL_PROXY: `http://127.0.0.1:${proxy.port}` };
    expect((await call(request(server.url), { env })).status).toBe(200);
    expect(proxy.requests).toHaveLength(0);
  });
});

describe('what cannot be requested', () => {
  it('an endpoint that is no http URL is a configuration error', async () => {
    await expect(call(request('ftp://gateway.test/'))).rejects.toMatchObject({ code: 'endpoint-invalid' });
    await expect(call(request('gateway'))).rejects.toBeInstanceOf(CmtgError);
  });

  it('a header that would break out of its line is refused before anything is written, and not quoted', async () => {
    const server = await gateway(faults.acceptAll());
    const headers = { 'x-cm-producttoken': `${TOKEN}\r\nx-evil: 1` };
    const error = await call(request(server.url, { headers })).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'request-invalid' });
    expect(String((error as Error).message)).not.toContain(TOKEN);
    expect(server.requests).toHaveLength(0);
  });
});
