import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../../src/core/rules/probe-result.js';
import { createProbeHttp, type ProbeHttpOptions } from '../../../src/http/create-probe-http.js';
import type { ProbeHttp } from '../../../src/http/probe-http.js';
import { type ProbeOptions, probeMedia } from '../../../src/media/probe-media.js';
import { startFaultServer } from '../../support/fault-server.js';
import { files, type MediaServer, type Serve, serveFile, startMediaServer } from '../../support/media-server.js';
import { privateHosts } from '../../support/private-addresses.js';
import { testTls } from '../../support/tls.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(handler: Serve): Promise<MediaServer> {
  const server = await startMediaServer(handler);
  open.push(server);
  return server;
}

const PUBLIC = '93.184.215.14';

/** Counts what the probe asks of the network; every connection leads to `port` on this machine, if there is one. */
function watchedHttp(options: Omit<ProbeHttpOptions, 'connect'> & { readonly port?: number } = {}) {
  const looked: string[] = [];
  const connected: string[] = [];
  const http = createProbeHttp({
    ...options,
    lookup: async (name) => {
      looked.push(name);
      return options.lookup === undefined ? [PUBLIC] : options.lookup(name);
    },
    connect: (address, port) => {
      connected.push(`${address}:${port}`);
      return connect(options.port ?? 1, '127.0.0.1');
    },
  });
  return { http, looked, connected };
}

async function probe(
  url: string,
  options: Partial<ProbeOptions> = {},
  http: ProbeHttp = createProbeHttp(),
): Promise<ProbeResult> {
  const results = await probeMedia([url], { version: '0.0.0', timeoutMs: 5000, ...options }, { http });
  const result = results.get(url);
  if (result === undefined) throw new Error('no result');
  return result;
}

const local = { allowLoopback: true };

describe('the guard', () => {
  it('opens no connection to any of 300 private addresses, however they are spelt', async () => {
    const server = await serve(serveFile(files.png(), 'image/png'));
    const { http, looked, connected } = watchedHttp({ port: server.port });
    const urls = privateHosts().map((host) => `https://${host}/photo.png`);
    expect(urls.length).toBeGreaterThan(300);
    const results = await probeMedia(urls, { version: '0', allowHttp: true }, { http });
    expect(results.size).toBe(urls.length);
    const wrong = [...results].filter(([, { kind }]) => kind !== 'private' && kind !== 'skipped');
    expect(wrong).toEqual([]);
    expect(looked).toEqual([]);
    expect(connected).toEqual([]);
    expect(server.connections).toBe(0);
  });

  it('opens no connection to a name that resolves to any of them', async () => {
    const addresses = [
      '127.0.0.1',
      '10.0.0.1',
      '::1',
      '::ffff:7f00:1',
      '64:ff9b::a00:1',
      '2002:7f00:1::',
      'fe80::1%eth0',
      '0.0.0.0',
      'nonsense',
    ];
    for (const address of addresses) {
      const { http, connected } = watchedHttp({ lookup: async () => [PUBLIC, address] });
      expect(await probe('https://files.example.com/a.png', {}, http)).toMatchObject({ kind: 'private' });
      expect(connected).toEqual([]);
    }
  });

  it('looks a name up once, and connects to that very address: a name that flips gets nowhere', async () => {
    const server = await serve(serveFile(files.png(), 'image/png'));
    let asked = 0;
    const { http, connected } = watchedHttp({
      port: server.port,
      lookup: async () => [asked++ === 0 ? PUBLIC : '127.0.0.1'],
    });
    // The connection itself is led to loopback here, as by a resolver below us: its peer is looked at again.
    const result = await probe('http://flip.example.com/a.png', { allowHttp: true }, http);
    expect(result).toMatchObject({ kind: 'private', host: 'flip.example.com' });
    expect(asked).toBe(1);
    expect(connected).toEqual([`${PUBLIC}:80`]);
    expect(server.requests).toEqual([]);
  });

  it('keeps the address between HEAD and GET', async () => {
    const server = await serve(serveFile(files.png(), 'image/png'));
    let asked = 0;
    const { http, connected } = watchedHttp({
      port: server.port,
      lookup: async () => [asked++ === 0 ? '127.0.0.1' : '10.0.0.1'],
    });
    const result = await probe(`http://flip.example.com:${server.port}/`, local, http);
    expect(result).toMatchObject({ kind: 'answered', status: 200 });
    expect(asked).toBe(1);
    expect(connected).toEqual([`127.0.0.1:${server.port}`, `127.0.0.1:${server.port}`]);
    expect(server.requests).toEqual(['HEAD /', 'GET /']);
  });

  it.each([
    ['http://files.example.com/a.png', 'http'],
    ['ftp://files.example.com/a.png', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['https://files.example.com:8443/a.png', 'port'],
    ['https://files.example.com:22/a.png', 'port'],
    ['https://name:secret@files.example.com/a.png', 'credentials'],
    ['not an address', 'not-an-address'],
  ])('leaves %s alone', async (url, reason) => {
    const { http, looked, connected } = watchedHttp();
    expect(await probe(url, {}, http)).toMatchObject({ kind: 'skipped', reason });
    expect([...looked, ...connected]).toEqual([]);
  });

  it.each([
    ['http://10.0.0.1/', { kind: 'private' }],
    ['https://[::ffff:169.254.169.254]/latest/meta-data/', { kind: 'private' }],
    ['http://2130706433.example.com@192.168.0.1/', { kind: 'skipped', reason: 'credentials' }],
    ['https://0x0a000001/', { kind: 'private' }],
    ['//printer.local/', { kind: 'private' }],
    ['file:///etc/passwd', { kind: 'skipped', reason: 'scheme' }],
    ['http://[', { kind: 'unreachable', reason: 'bad-redirect' }],
  ])('follows no redirect to %s', async (location, expected) => {
    const server = await serve((_request, response) => response.writeHead(302, { location }).end());
    const result = await probe(`${server.origin}/start`, local);
    expect(result).toMatchObject(expected);
    expect(server.requests).toEqual(['HEAD /start']);
  });

  it.each([
    ['http://files.example.com/', { kind: 'skipped', reason: 'http' }],
    ['https://files.example.com:8443/', { kind: 'skipped', reason: 'port' }],
    ['https://10.0.0.1/', { kind: 'private' }],
  ])('leaves https for no redirect to %s', async (location, expected) => {
    const asked: string[] = [];
    const http = {
      lookup: async () => [PUBLIC],
      request: async ({ url }: { url: URL }) => {
        asked.push(url.href);
        return { status: 301, headers: { location }, body: new Uint8Array(), complete: true };
      },
    };
    expect(await probe('https://www.example.com/', {}, http)).toMatchObject({ ...expected, redirected: true });
    expect(asked).toEqual(['https://www.example.com/']);
  });

  it('sends no cookies, no credentials and no referrer, and goes through no proxy', async () => {
    const server = await serve((request, response) => {
      response.setHeader('set-cookie', 'id=1');
      if (request.url === '/one') response.writeHead(307, { location: '/two' }).end();
      else serveFile(files.png(), 'image/png')(request, response);
    });
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
    try {
      expect(await probe(`${server.origin}/one`, local)).toMatchObject({ kind: 'answered', redirected: true });
    } finally {
      if (before === undefined) delete process.env['HTTP_PROXY'];
      else process.env['HTTP_PROXY'] = before;
    }
    for (const headers of server.headers) {
      expect(
        Object.keys(headers)
          .sort()
          .filter((name) => name !== 'range'),
      ).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    }
  });
});

describe('the probe', () => {
  it('learns size, type, signature and dimensions from HEAD and the first bytes', async () => {
    const server = await serve(serveFile(files.png(800, 600), 'image/png', 3_000_000));
    expect(await probe(`${server.origin}/a.png`, local)).toEqual({
      kind: 'answered',
      status: 200,
      host: '127.0.0.1',
      redirected: false,
      file: {
        size: 3_000_000,
        contentType: 'image/png',
        signature: { mimeType: 'image/png', extension: 'png' },
        dimensions: { width: 800, height: 600 },
        html: false,
      },
    });
    expect(server.requests).toEqual(['HEAD /a.png', 'GET /a.png']);
    expect(server.headers[1]?.range).toBe('bytes=0-65535');
  });

  it.each([
    ['jpeg', files.jpeg(300, 200), 'image/jpeg', { width: 300, height: 200 }],
    ['webp', files.webp(512, 300), 'image/webp', { width: 512, height: 300 }],
  ])('reads the dimensions of %s', async (_name, bytes, mimeType, dimensions) => {
    const server = await serve(serveFile(bytes, mimeType));
    expect(await probe(server.origin, local)).toMatchObject({ file: { dimensions, signature: { mimeType } } });
  });

  it.each([405, 501, 403, 404, 500])('takes what GET says where HEAD is refused with %i', async (status) => {
    const server = await serve((request, response) => {
      if (request.method === 'HEAD') response.writeHead(status).end();
      else serveFile(files.pdf(), 'application/pdf')(request, response);
    });
    expect(await probe(server.origin, local)).toMatchObject({ kind: 'answered', status: 200, file: { size: 41 } });
  });

  it('tolerates a server that closes the connection on HEAD', async () => {
    const server = await serve((request, response) => {
      if (request.method === 'HEAD') request.socket.destroy();
      else serveFile(files.pdf(), 'application/pdf')(request, response);
    });
    expect(await probe(server.origin, local)).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('reads 64 KiB of a server that knows no ranges, and takes its word for the size', async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 30_000_000 });
      if (request.method === 'HEAD') response.end();
      else response.write(Buffer.concat([files.mp4(), Buffer.alloc(200_000)]));
    });
    const result = await probe(server.origin, local);
    expect(result).toMatchObject({ file: { size: 30_000_000, signature: { mimeType: 'video/mp4' } } });
  });

  it('ends an endless body after 64 KiB and does not know its size', async () => {
    let written = 0;
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      if (request.method === 'HEAD') return void response.end();
      const chunk = Buffer.concat([files.jpeg(), Buffer.alloc(16_384)]);
      const more = () => {
        while (!response.destroyed && written < 50_000_000) {
          written += chunk.byteLength;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    });
    const result = await probe(server.origin, local);
    expect(result).toMatchObject({ kind: 'answered', status: 200 });
    expect(result).not.toHaveProperty('file.size');
    expect(written).toBeLessThan(20_000_000);
  });

  it('finds an empty file with ranges and without', async () => {
    const ranged = await serve(serveFile(new Uint8Array(), 'image/png', 0));
    expect(await probe(ranged.origin, local)).toMatchObject({ status: 200, file: { size: 0 } });
    const plain = await serve((_request, response) => response.end());
    expect(await probe(plain.origin, local)).toMatchObject({ status: 200, file: { size: 0 } });
  });

  it.each([
    ['never answers', () => {}],
    ['sends its answer drop by drop', (_request, response) => drip(response)],
  ] as [string, Serve][])('gives up on a server that %s', async (_name, handler) => {
    const server = await serve(handler);
    expect(await probe(server.origin, { ...local, timeoutMs: 300 })).toMatchObject({
      kind: 'unreachable',
      reason: 'timeout',
    });
  });

  it('gives up on a name server that does not answer', async () => {
    const { http } = watchedHttp({ lookup: () => new Promise(() => {}) });
    expect(await probe('https://files.example.com/', { timeoutMs: 100 }, http)).toMatchObject({ reason: 'timeout' });
  });

  it('follows three redirects and no fourth', async () => {
    const server = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 0) serveFile(files.png(), 'image/png')(request, response);
      else response.writeHead(302, { location: `/${step - 1}` }).end();
    });
    expect(await probe(`${server.origin}/3`, local)).toMatchObject({ kind: 'answered', status: 200, redirected: true });
    expect(server.requests).toEqual(['HEAD /3', 'HEAD /2', 'HEAD /1', 'HEAD /0', 'GET /0']);
    expect(await probe(`${server.origin}/4`, local)).toMatchObject({
      kind: 'unreachable',
      reason: 'too-many-redirects',
    });
  });

  it('says why there is no answer', async () => {
    const gone = await startMediaServer(() => {});
    await gone.close();
    expect(await probe(gone.origin, local)).toMatchObject({ kind: 'unreachable', reason: 'connection-refused' });
    const rude = await serve((request) => request.socket.destroy());
    expect(await probe(rude.origin, local)).toMatchObject({ reason: 'connection-lost' });
    const ssh = await startFaultServer(({ socket }) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    open.push(ssh);
    expect(await probe(`http://127.0.0.1:${ssh.port}/`, local)).toMatchObject({ reason: 'not-http' });
    const tls = await startFaultServer(({ respond }) => respond(200), { tls: testTls });
    open.push(tls);
    expect(await probe(`https://127.0.0.1:${tls.port}/`, local)).toMatchObject({ reason: 'tls' });
    const unknown = createProbeHttp({
      lookup: async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
    });
    expect(await probe('https://files.example.com/', {}, unknown)).toMatchObject({ reason: 'name-lookup' });
    const nothing = createProbeHttp({ lookup: async () => [] });
    expect(await probe('https://files.example.com/', {}, nothing)).toMatchObject({ reason: 'name-lookup' });
  });

  it('tries the other addresses of a name when the first takes no connection', async () => {
    const server = await serve(serveFile(files.png(), 'image/png'));
    const http = createProbeHttp({ lookup: async () => ['127.0.0.2', '127.0.0.1'] });
    const url = `http://two.example.com:${server.port}/`;
    expect(await probe(url, local, http)).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('speaks TLS with a server that proves its name', async () => {
    const server = await startFaultServer(({ respond }) => respond(200, 'hello', { 'content-type': 'text/plain' }), {
      tls: testTls,
    });
    open.push(server);
    const result = await probe(`https://127.0.0.1:${server.port}/`, local, createProbeHttp({ ca: testTls.cert }));
    expect(result).toMatchObject({ kind: 'answered', status: 200, file: { size: 5 } });
  });

  it('fetches each address once, a few at a time, and tells how far it is', async () => {
    let atOnce = 0;
    let most = 0;
    const server = await serve((request, response) => {
      most = Math.max(most, ++atOnce);
      setTimeout(() => {
        atOnce--;
        serveFile(files.png(), 'image/png')(request, response);
      }, 20);
    });
    const urls = Array.from({ length: 10 }, (_, index) => `${server.origin}/${index % 5}`);
    const progress: string[] = [];
    const results = await probeMedia(
      urls,
      { version: '0', ...local, parallel: 2, onProgress: (done, total) => progress.push(`${done}/${total}`) },
      { http: createProbeHttp() },
    );
    expect([...results.keys()]).toEqual(urls.slice(0, 5));
    expect(server.requests.length).toBe(10);
    expect(most).toBe(2);
    expect(progress).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
  });

  it('stops at once when it is interrupted', async () => {
    const interruption = new AbortController();
    const server = await serve(() => interruption.abort(new Error('interrupted')));
    await expect(probe(server.origin, { ...local, signal: interruption.signal })).rejects.toThrow('interrupted');
  });
});

function drip(response: Parameters<Serve>[1]): void {
  response.writeHead(200, { 'content-length': 1000 });
  const timer = setInterval(() => response.write('x'), 50);
  response.on('close', () => clearInterval(timer));
}
