import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passGate } from '../../../src/inspector/server/gate.js';
import { createFakeSource } from '../../support/fake-inspector-source.js';
import { type Running, sendRaw, serve } from './harness.js';

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

const routes: readonly Asked[] = [
  { method: 'GET', path: '' },
  { method: 'GET', path: 'api/chats' },
  { method: 'GET', path: 'api/rows?chat=1234567890/987654321' },
  { method: 'GET', path: 'api/message?id=m0' },
  { method: 'GET', path: 'api/events' },
  { method: 'GET', path: 'media?row=m1.0' },
  { method: 'POST', path: 'api/say', body: '{"bot":"1","chat":"2","text":"hi"}' },
  { method: 'POST', path: 'api/replay', body: '{"id":"m0"}' },
];

async function open() {
  const source = createFakeSource();
  source.add({ side: 'user' });
  const media = { media: 'image', name: 'a.jpg', uri: 'https://example.com/a.jpg', contentType: '' } as const;
  source.add({ parts: [{ kind: 'media', ...media, caption: '', lostCaption: '' }] });
  return { source, running: await serve(source) };
}

interface Changes {
  readonly method?: string;
  readonly target?: string;
  /** Instead of the right Host, Origin and so on. */
  readonly headers?: readonly string[];
  readonly type?: string | null;
}

function ask({ port, base, host }: Running, route: Asked, changes: Changes = {}) {
  const body = route.body ?? '';
  const type = changes.type === undefined ? 'application/json' : changes.type;
  return sendRaw(
    port,
    [
      `${changes.method ?? route.method} ${changes.target ?? base + route.path} HTTP/1.1`,
      ...(changes.headers ?? [`Host: ${host}`, `Origin: http://${host}`, 'Sec-Fetch-Site: same-origin']),
      ...(type === null || body === '' ? [] : [`Content-Type: ${type}`]),
      ...(body === '' ? [] : [`Content-Length: ${body.length}`]),
      'Connection: close',
    ],
    body,
  );
}

describe.each(routes)('$method /$path', (route) => {
  it('answers its own page', async () => {
    const { running } = await open();
    const { status, headers } = await ask(running, route);
    expect(status).toBe(200);
    expect(headers).toMatch(/content-security-policy: default-src 'none'/i);
    expect(headers).toMatch(/cross-origin-resource-policy: same-origin/i);
    expect(headers).toMatch(/x-content-type-options: nosniff/i);
    expect(headers).not.toMatch(/access-control-/i);
  });

  it('answers under the three names of this machine', async () => {
    const { running } = await open();
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const host = `${name}:${running.port}`;
      expect((await ask(running, route, { headers: [`Host: ${host}`, `Origin: http://${host}`] })).status).toBe(200);
    }
  });

  it('refuses everybody else, and stays alive', async () => {
    const { running, source } = await open();
    const { host, port, base } = running;
    const own = [`Host: ${host}`, `Origin: http://${host}`];
    const path = base + route.path;
    const [secret = ''] = base.split('/').filter((step) => step !== '');
    const attempts: Record<string, Changes> = {
      'another host': { headers: ['Host: evil.example'] },
      'another port': { headers: ['Host: 127.0.0.1:1'] },
      'a host without a port': { headers: ['Host: 127.0.0.1'] },
      'a host that begins right': { headers: [`Host: ${host}.evil.example`] },
      'a host with a name before it': { headers: [`Host: user@${host}`] },
      'a rebound name': { headers: [`Host: localhost.evil.example:${port}`] },
      'another spelling of loopback': { headers: [`Host: 127.1:${port}`] },
      'an empty host': { headers: ['Host:'] },
      'a malformed host': { headers: ['Host: [::1:%%'] },
      'bytes for a host': { headers: ['Host: \xff\xfe'] },
      'no host': { headers: ['X-Nothing: 1'] },
      'two hosts': { headers: [`Host: ${host}`, 'Host: evil.example'] },
      'the same host twice': { headers: [`Host: ${host}`, `Host: ${host}`] },
      'a foreign origin': { headers: [`Host: ${host}`, 'Origin: https://evil.example'] },
      'a null origin': { headers: [`Host: ${host}`, 'Origin: null'] },
      'an empty origin': { headers: [`Host: ${host}`, 'Origin:'] },
      'a malformed origin': { headers: [`Host: ${host}`, 'Origin: http://[:::'] },
      'the origin of another name': { headers: [`Host: ${host}`, `Origin: http://localhost:${port}`] },
      'an https origin': { headers: [`Host: ${host}`, `Origin: https://${host}`] },
      'two origins': { headers: [...own, 'Origin: https://evil.example'] },
      'a cross-site request': { headers: [`Host: ${host}`, 'Sec-Fetch-Site: cross-site'] },
      'a same-site request': { headers: [`Host: ${host}`, 'Sec-Fetch-Site: same-site'] },
      'a malformed Sec-Fetch-Site': { headers: [...own, 'Sec-Fetch-Site: same-origin, cross-site'] },
      'no secret': { target: `/${route.path}` },
      'a wrong secret': { target: path.replace(secret, 'A'.repeat(secret.length)) },
      'half the secret': { target: path.replace(secret, secret.slice(0, 10)) },
      'the secret in the query only': { target: `/${route.path.split('?')[0]}?token=${secret}` },
      'an encoded path': { target: path.replace(secret, `%${secret.charCodeAt(0).toString(16)}${secret.slice(1)}`) },
      'an encoded slash': { target: `/${secret}%2f${route.path}` },
      'a path that goes up': { target: `/${secret}/../${secret}/${route.path}` },
      'a doubled slash': { target: `/${path}` },
      'a backslash': { target: `\\${path}` },
      'an absolute target': { target: `http://${host}${path}` },
      'a foreign absolute target': { target: `http://evil.example${path}` },
      'no path': { target: '*' },
      'another method': { method: 'PUT' },
      'a preflight': { method: 'OPTIONS' },
      'the other method': { method: route.method === 'GET' ? 'POST' : 'GET' },
      'a capital in the path': { target: path.replace(/api|media/, (word) => word.toUpperCase()), method: 'HEAD' },
    };
    for (const [what, changes] of Object.entries(attempts)) {
      const { status, headers } = await ask(running, route, changes);
      expect(status, what).toBeGreaterThanOrEqual(400);
      expect(status, what).toBeLessThan(500);
      expect(headers, what).not.toMatch(/access-control-/i);
    }
    expect([source.said, source.replayed]).toEqual([[], []]);
    expect((await ask(running, route)).status).toBe(200);
  });
});

describe.each(routes.filter(({ method }) => method === 'POST'))('a change by $path', (route) => {
  it('must be JSON, and come from the page', async () => {
    const { running, source } = await open();
    const { host } = running;
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json, text/plain', null]) {
      expect((await ask(running, route, { type })).status).toBe(415);
    }
    expect((await ask(running, route, { headers: [`Host: ${host}`] })).status).toBe(403);
    expect((await ask(running, route, { headers: [`Host: ${host}`, 'Sec-Fetch-Site: none'] })).status).toBe(403);
    for (const body of ['', '[', '[]', 'null', '"text"', '{}', '\xff', '{"chat":1}', '['.repeat(100_000)]) {
      const status = (await ask(running, { ...route, body: body || ' ' })).status;
      expect([400, 404], body.slice(0, 20)).toContain(status);
    }
    expect((await ask(running, { ...route, body: `{"x":"${'x'.repeat(300_000)}"}` })).status).toBe(413);
    expect([source.said, source.replayed]).toEqual([[], []]);
  });
});

describe('the gate', () => {
  it('never throws, and lets nobody in by chance', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('host', 'Host', 'origin', 'sec-fetch-site', '127.0.0.1:80'));
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(line), (method, target, rawHeaders) => {
        const passed = passGate({ method, target, rawHeaders }, [{ method: 'GET', path: '/' }], {
          port: 80,
          token: 'dGhpcy1pcy1hLXNlY3JldA',
        });
        expect('status' in passed).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is served on loopback only', async () => {
    const { serveInspector } = await import('../../../src/inspector/server/serve-inspector.js');
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.com']) {
      await expect(serveInspector(createFakeSource(), { port: 0, page: '', host })).rejects.toMatchObject({
        code: 'inspector-not-loopback',
      });
    }
  });

  it('says so when the port is taken', async () => {
    const { serveInspector } = await import('../../../src/inspector/server/serve-inspector.js');
    const { port } = await serve();
    await expect(serveInspector(createFakeSource(), { port, page: '' })).rejects.toMatchObject({ code: 'port-in-use' });
  });
});
