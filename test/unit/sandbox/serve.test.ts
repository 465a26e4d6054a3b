import { request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/gateway.js';
import { type ServedSandbox, type ServeOptions, serveSandbox } from '../../../src/sandbox/serve.js';
import { message, openSandbox, payload, TOKEN } from './harness.js';

let served: ServedSandbox | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

async function serve(options: Partial<ServeOptions> = {}, sandbox = openSandbox()): Promise<Sandbox & ServedSandbox> {
  served = await serveSandbox(sandbox, { port: 0, ...options });
  return { ...sandbox, ...served };
}

function post(url: string, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-cm-producttoken': TOKEN };
  return fetch(`${url}/v1.0/message`, { method: 'POST', headers, body });
}

/** Writes bytes to the port and gives back all that comes until the connection ends. */
function talk(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (chunk) => (received += chunk));
    socket
      .on('end', () => socket.end())
      .on('close', () => resolve(received))
      .on('error', reject);
  });
}

describe('the served sandbox', () => {
  it('answers any client on loopback', async () => {
    const { url, port, messages } = await serve();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const response = await post(url, JSON.stringify(payload(message())));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toMatchObject({ errorCode: 0, details: 'Created 1 message(s)' });
    expect(messages()).toHaveLength(1);
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('answers %s with 405', async (method) => {
    const { url } = await serve();
    const response = await fetch(`${url}/v1.0/message`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await response.json()).toMatchObject({ errorCode: 999 });
  });

  it('answers HEAD without a body', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/elsewhere`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  it('refuses a body that is too long, announced or not', async () => {
    const { url, exchanges } = await serve({ maxBodyBytes: 1000 });
    expect((await post(url, 'x'.repeat(1001))).status).toBe(413);
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      const call = request(`${url}/v1.0/message`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        response.resume();
        call.destroy();
      });
      call.on('error', reject);
      for (let i = 0; i < 20; i++) call.write('x'.repeat(100));
    });
    expect(status).toBe(413);
    expect(exchanges()).toEqual([]);
  });

  it.each([
    ['two Host headers', 'Host: a\r\nHost: b\r\n'],
    ['no Host header', ''],
  ])('refuses %s', async (_, hosts) => {
    const { port, exchanges } = await serve();
    const answer = await talk(
      port,
      `POST /v1.0/message HTTP/1.1\r\n${hosts}Connection: close\r\nContent-Length: 2\r\n\r\n{}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(exchanges()).toEqual([]);
  });

  it('cuts off a client that never ends its request', async () => {
    const { port } = await serve({ requestTimeoutMs: 200 });
    const answer = await talk(port, 'POST /v1.0/message HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{');
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it('answers 500 when the sandbox fails, and lives on', async () => {
    let fail = true;
    const sandbox = openSandbox({
      onExchange: () => {
        if (fail) throw new Error('broken');
      },
    });
    const { url } = await serve({}, sandbox);
    const response = await post(url, JSON.stringify(payload(message())));
    expect([response.status, await response.json()]).toMatchObject([500, { errorCode: 500 }]);
    fail = false;
    expect((await post(url, JSON.stringify(payload(message())))).status).toBe(200);
  });

  it('closes within a second although clients hold connections', async () => {
    const { url, port, close } = await serve();
    await post(url, JSON.stringify(payload(message())));
    const hanging = talk(port, 'POST /v1.0/message HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{').catch(() => '');
    await post(url, '{}');
    await close();
    await hanging;
  });

  it('says that a port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(serveSandbox(openSandbox(), { port })).rejects.toMatchObject({
      code: 'port-in-use',
      category: 'usage',
    });
    await new Promise((resolve) => other.close(resolve));
  });
});
