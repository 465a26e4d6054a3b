import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { connect, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { explainListenError } from '../../../../src/http/serve-http.js';
import { nodeFiles } from '../../../../src/webhook/journal/journal-files.js';
import { createStatusPicker } from '../../../../src/webhook/server/answer-control.js';
import { createPathGuard } from '../../../../src/webhook/server/guard-path.js';
import { testTls } from '../../../support/tls.js';
import { exchange, startServer, type TestServer } from '../harness.js';

const running: TestServer[] = [];

async function start(...args: Parameters<typeof startServer>): Promise<TestServer> {
  const server = await startServer(...args);
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0)) {
    await server.stop();
    await server.store.close();
  }
});

const post = (url: string, body: string | Uint8Array, init: RequestInit = {}) =>
  fetch(url, { method: 'POST', body: body as string, ...init });

describe('the webhook server', () => {
  it('answers exactly 200 with no body, and stores what came', async () => {
    const server = await start();
    const response = await post(`${server.url}/any/path?a=1`, '{"message":{}}', { headers: { 'X-Odd': 'a  b' } });
    expect([response.status, await response.text()]).toEqual([200, '']);
    const webhook = server.batches[0]?.webhooks[0];
    expect(webhook).toMatchObject({ method: 'POST', path: '/any/path?a=1', raw: '{"message":{}}', seq: 1 });
    expect(webhook?.headers.find(([name]) => name.toLowerCase() === 'x-odd')?.[1]).toBe('a  b');
    expect(readFileSync(server.journal.path, 'utf8')).toContain('"raw":"{\\"message\\":{}}"');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['invalid UTF-8', new Uint8Array([0xff, 0xfe, 0x00])],
    ['gzip, which stays as it is', gzipSync('x'.repeat(1000))],
    ['deep nesting', '['.repeat(100_000)],
    ['a poisoned key', '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'],
  ])('takes a body of %s', async (_name, body) => {
    const server = await start();
    expect((await post(server.url, body)).status).toBe(200);
    expect(Buffer.from(server.batches[0]?.webhooks[0]?.bytes ?? [])).toEqual(Buffer.from(body as string));
  });

  it('answers other methods 405, GET and HEAD with a line of text, and keeps none of them', async () => {
    const server = await start();
    expect((await fetch(server.url, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect((await fetch(server.url, { method: 'DELETE' })).status).toBe(405);
    const got = await fetch(server.url);
    expect([got.status, await got.text()]).toEqual([200, 'cmtg listen is here and takes webhooks by POST.\n']);
    expect((await fetch(server.url, { method: 'HEAD' })).status).toBe(200);
    expect(server.batches).toEqual([]);
  });

  it('answers 404 to everything but the path with its secret', async () => {
    const server = await start({ path: '/cm', secret: 's3cret' });
    expect(server.url).toMatch(/\/cm\/s3cret$/);
    const origin = new URL(server.url).origin;
    expect((await post(server.url, 'right')).status).toBe(200);
    expect((await post(`${server.url}?x=1`, 'right')).status).toBe(200);
    for (const path of ['/', '/cm', '/cm/', '/cm/s3cre', '/cm/s3cret/', '/cm/S3cret', '/cm/s3cret2', '/x/cm/s3cret']) {
      expect((await post(origin + path, 'wrong')).status, path).toBe(404);
    }
    expect((await fetch(`${origin}/cm/wrong`)).status).toBe(404);
    expect(server.batches.flatMap(({ webhooks }) => webhooks.map(({ raw }) => raw))).toEqual(['right', 'right']);
  });

  it('refuses bodies over the limit, by Content-Length and by count, and the client reads why', async () => {
    const server = await start({ maxBody: 1000 });
    expect((await post(server.url, 'x'.repeat(1000))).status).toBe(200);
    expect((await post(server.url, 'x'.repeat(1001))).status).toBe(413);
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`;
    const answer = await exchange(
      server.port,
      `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
    expect(server.batches).toHaveLength(1);
    expect(server.statuses).toEqual([200, 413, 413]);
  });

  it('tells a client that asks first whether to send its body', async () => {
    const server = await start({ maxBody: 1000 });
    const head = (length: number) =>
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;
    expect(await exchange(server.port, head(1001))).toMatch(/^HTTP\/1\.1 413/);
    expect(await exchange(server.port, `${head(3)}abc`)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
  });

  it('answers 503 with Retry-After when it cannot store, and the retry is no duplicate', async () => {
    let isFull = true;
    const files = {
      ...nodeFiles,
      write: (...args: Parameters<typeof nodeFiles.write>) =>
        isFull ? setImmediate(() => args[3](new Error('ENOSPC'), 0)) : nodeFiles.write(...args),
    } as typeof nodeFiles;
    const server = await start({}, { files });
    const refused = await post(server.url, 'again');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    isFull = false;
    expect((await post(server.url, 'again')).status).toBe(200);
    expect((await post(server.url, 'again')).status).toBe(200);
    const webhooks = server.batches.flatMap((batch) => batch.webhooks);
    expect(webhooks.map(({ duplicateOf }) => duplicateOf)).toEqual([undefined, webhooks[0]?.id]);
  });

  it('answers as it is told to, the same way for the same seed', async () => {
    const pick = createStatusPicker({ fault: { p: 0.5, status: 503, seed: 7 } });
    const picked = Array.from({ length: 40 }, pick);
    expect(new Set(picked)).toEqual(new Set([200, 503]));
    const server = await start({ answer: { fault: { p: 0.5, status: 503, seed: 7 }, delay: 5 } });
    const got: number[] = [];
    for (let n = 0; n < 40; n++) got.push((await post(server.url, `${n}`)).status);
    expect(got).toEqual(picked);
    // What is answered with a made-up fault has been received all the same.
    expect(server.batches.flatMap(({ webhooks }) => webhooks)).toHaveLength(40);
  });

  it('speaks HTTPS with a certificate', async () => {
    const server = await start({ tls: { cert: testTls.cert, key: testTls.key } });
    expect(server.url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      const request = httpsRequest(
        server.url,
        { method: 'POST', ca: testTls.cert, servername: 'localhost', checkServerIdentity: () => undefined },
        (response) => resolve(response.resume().statusCode),
      );
      request.on('error', reject).end('{}');
    });
    expect(status).toBe(200);
  });

  it('names the port that is in use, and binds nothing else', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
    );
    await expect(startServer({ port })).rejects.toMatchObject({ code: 'port-in-use', category: 'usage' });
    blocker.close();
    await expect(startServer({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'bad-host' });
    const denied = explainListenError(Object.assign(new Error('listen EACCES'), { code: 'EACCES' }), '127.0.0.1', 80);
    expect(denied).toMatchObject({ code: 'port-not-allowed', category: 'usage' });
    expect(denied.message).toBe('Port 80 needs privileges that cmtg does not have.');
  });

  it('lets a request end that began before the stop, and closes idle connections', async () => {
    const server = await startServer();
    const idle = connect(server.port, '127.0.0.1');
    await new Promise((resolve) => idle.on('connect', resolve));
    const idleClosed = new Promise((resolve) => idle.on('close', resolve));
    const half = connect(server.port, '127.0.0.1');
    half.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab');
    let answer = '';
    half.on('data', (chunk) => {
      answer += chunk;
    });
    const halfClosed = new Promise((resolve) => half.on('close', resolve));
    await fetch(server.url);
    const stopped = server.stop();
    half.write('cd');
    await Promise.all([stopped, halfClosed, idleClosed]);
    await server.store.close();
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\nconnection: close/i);
    expect(server.batches[0]?.webhooks[0]?.raw).toBe('abcd');
    await expect(fetch(server.url)).rejects.toThrow();
  });
});

describe('the guard of the path', () => {
  it('takes any path when none is given, and one exactly when it is', () => {
    expect(createPathGuard({ path: undefined, secret: undefined })('/whatever?x')).toBe(true);
    const guard = createPathGuard({ path: '/cm', secret: undefined });
    expect([guard('/cm'), guard('/cm?x=1'), guard('/cm/'), guard('/CM'), guard('/')]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
