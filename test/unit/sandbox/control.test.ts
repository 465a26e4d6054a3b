import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { buildOpenApi } from '../../../src/sandbox/control/openapi.js';
import { CONTROL_PREFIX } from '../../../src/sandbox/control/prefix.js';
import { controlRoutes } from '../../../src/sandbox/control/routes.js';
import { serveSandbox } from '../../../src/sandbox/serve.js';
import { createService } from '../../../src/sandbox/service.js';
import { BOT, CHAT, openPerson, START } from './person.js';
import { servePerson } from './served.js';

/** A body that every route with one takes. */
const bodies: Readonly<Record<string, unknown>> = {
  '/say': { action: { kind: 'image', media: { uri: 'https://example.com/a.png' }, caption: 'x' }, wait: true },
  '/redeliver': { webhook: 1 },
  '/clock': { advance: '5m' },
  '/webhook': { url: 'http://127.0.0.1:1/other' },
  '/faults': { faults: ['429=0.1:30s'], seed: 3 },
  '/reset': {},
};

describe('the routes', () => {
  it('answer what their schemas and the OpenAPI document say', async () => {
    const { sandbox, send, control } = await servePerson();
    await send();
    await control('/say', { action: { kind: 'location', latitude: 1, longitude: 2 } });
    await sandbox.settled();
    await send({ reference: 'r' });
    for (const route of controlRoutes.filter(({ path }) => path !== '/reset')) {
      const { status, answer } = await control(route.path, bodies[route.path]);
      expect([route.path, status]).toEqual([route.path, 200]);
      const { success, error } = route.answer.safeParse(answer);
      expect(success, `${route.path}: ${error?.message}`).toBe(true);
    }
    expect(await control('/reset', {})).toEqual({ status: 200, answer: {} });
    expect(sandbox.messages()).toEqual([]);
  });

  it('are all in the OpenAPI document, which is served, and no others', async () => {
    const { control } = await servePerson();
    const { answer } = await control('/openapi.json');
    expect(answer).toEqual(JSON.parse(JSON.stringify(buildOpenApi())));
    const paths = answer['paths'] as Record<string, Record<string, unknown>>;
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.sort()).toEqual(
      controlRoutes.map(({ method, path }) => `${method} ${CONTROL_PREFIX}${path}`).sort(),
    );
    const references = JSON.stringify(answer).match(/#\/components\/schemas\/\w+/g) ?? [];
    const names = Object.keys((answer['components'] as { schemas: object }).schemas);
    expect([...new Set(references)].map((ref) => ref.slice(21)).sort()).toEqual(names.sort());
  });

  it('play the person', async () => {
    const { control, bodies: received } = await servePerson();
    const { answer } = await control('/say', {
      action: { kind: 'start', payload: 'x1' },
      chat: '42',
      bot: '7',
      name: 'Ann',
      wait: true,
    });
    expect(answer).toMatchObject({
      message: { id: 1, chat: '42', bot: '7', name: 'Ann', shown: [{ kind: 'text', text: '/start x1' }] },
      webhook: { state: 'delivered' },
    });
    expect(received()).toMatchObject([{ from: { number: '42', name: 'Ann' }, to: { number: '7' } }]);
    const list = await control('/messages?chat=42&after=0');
    expect(list.answer['messages']).toHaveLength(1);
    expect((await control('/messages?chat=43')).answer['messages']).toEqual([]);
  });

  it('wait for a message that is not there yet, and no longer than asked', async () => {
    const { sandbox, control } = await servePerson();
    const waiting = control('/messages?after=0&waitMs=20000');
    // The request is there once a listener is: only then the message comes.
    await control('/status');
    sandbox.act({ kind: 'text', text: 'late' });
    expect((await waiting).answer['messages']).toMatchObject([{ shown: [{ text: 'late' }] }]);
    expect((await control('/messages?after=1&waitMs=20')).answer['messages']).toEqual([]);
  });

  it('advance the clock until every webhook that is due was tried', async () => {
    const { sandbox, control, calls } = await servePerson({}, () => ({ status: 500, detail: '' }));
    await sandbox.act({ kind: 'start' }).first;
    expect((await control('/clock', { advance: '1h' })).answer).toEqual({ now: START + 3_600_000 });
    expect(calls).toHaveLength(13);
  });

  it('set faults and the webhook address', async () => {
    const { sandbox, control } = await servePerson();
    await control('/faults', { faults: ['429=2x:30s', 'delay=0.5:2s'], seed: 9 });
    expect(sandbox.faults).toEqual({
      seed: 9,
      rules: { '429': { times: 2, value: 30 }, delay: { probability: 0.5, value: 2000 } },
    });
    await control('/webhook', { url: null });
    expect(sandbox.webhook).toBeNull();
  });

  it.each<[string, unknown, number, string]>([
    ['/say', { action: { kind: 'text' } }, 400, 'body-invalid'],
    ['/say', { action: { kind: 'text', text: '' } }, 400, 'action-impossible'],
    ['/say', { action: { kind: 'text', text: 'x' }, replyTo: 9 }, 400, 'reply-unknown'],
    ['/say', { action: { kind: 'dance' } }, 400, 'body-invalid'],
    ['/say', { action: { kind: 'text', text: 'x' }, extra: 1 }, 400, 'body-invalid'],
    ['/say', [], 400, 'body-invalid'],
    ['/redeliver', { webhook: 77 }, 404, 'not-found'],
    ['/clock', { advance: '5' }, 400, 'body-invalid'],
    ['/clock', { advance: -1 }, 400, 'body-invalid'],
    ['/clock', { advance: '400d' }, 400, 'body-invalid'],
    ['/webhook', { url: 'file:///etc/passwd' }, 400, 'body-invalid'],
    ['/faults', { faults: ['rain'] }, 400, 'fault-invalid'],
    ['/nowhere', {}, 404, 'not-found'],
    ['/chats', {}, 405, 'method-not-allowed'],
    ['/messages?after=x', undefined, 400, 'query-invalid'],
  ])('%s with %j is refused', async (path, body, status, code) => {
    const { control, sandbox } = await servePerson();
    expect(await control(path, body)).toMatchObject({ status, answer: { error: { code } } });
    expect(sandbox.messages()).toEqual([]);
    expect((await control('/status')).status).toBe(200);
  });
});

/** A request with exactly these headers. */
function send(
  port: number,
  { method, path, headers, body = '' }: { method: string; path: string; headers: [string, string][]; body?: string },
): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', method, path, setHost: false, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    call.on('error', reject);
    const values = new Map<string, string[]>();
    for (const [name, value] of headers) values.set(name, [...(values.get(name) ?? []), value]);
    for (const [name, list] of values) call.setHeader(name, list);
    call.end(body);
  });
}

describe('the gate', () => {
  const json: [string, string] = ['content-type', 'application/json'];
  const attacks: readonly (readonly [string, (port: number) => [string, string][]])[] = [
    ['a foreign Host', () => [['host', 'attacker.example'], json]],
    ['a foreign Host with the right port', (port) => [['host', `attacker.example:${port}`], json]],
    ['a Host that only begins right', (port) => [['host', `127.0.0.1.attacker.example:${port}`], json]],
    ['a Host with another port', () => [['host', '127.0.0.1:1'], json]],
    ['a Host without a port', () => [['host', '127.0.0.1'], json]],
    ['a Host with a user', (port) => [['host', `x@127.0.0.1:${port}`], json]],
    ['no Host', () => [json]],
    ['two Hosts', (port) => [['host', `127.0.0.1:${port}`], ['host', 'attacker.example'], json]],
    ['an empty Host', () => [['host', ''], json]],
    ['a malformed Host', () => [['host', '[::1'], json]],
    ['a foreign Origin', (port) => [['host', `127.0.0.1:${port}`], ['origin', 'https://attacker.example'], json]],
    ['the Origin null', (port) => [['host', `127.0.0.1:${port}`], ['origin', 'null'], json]],
    ['a malformed Origin', (port) => [['host', `127.0.0.1:${port}`], ['origin', 'http://[::'], json]],
    ['another local Origin', (port) => [['host', `127.0.0.1:${port}`], ['origin', 'http://127.0.0.1:1'], json]],
    [
      'two Origins',
      (port) => [['host', `127.0.0.1:${port}`], ['origin', `http://127.0.0.1:${port}`], ['origin', 'null'], json],
    ],
    ['another site', (port) => [['host', `127.0.0.1:${port}`], ['sec-fetch-site', 'cross-site'], json]],
    ['the same site, another origin', (port) => [['host', `127.0.0.1:${port}`], ['sec-fetch-site', 'same-site'], json]],
  ];

  it.each(attacks)('refuses %s on every route, and changes nothing', async (_name, headers) => {
    const { sandbox, served, control } = await servePerson();
    sandbox.act({ kind: 'text', text: 'kept' });
    for (const { method, path } of controlRoutes) {
      const body = method === 'POST' ? JSON.stringify(bodies[path]) : '';
      for (const spelt of [`/_sandbox${path}`, `/x/../_sandbox${path}`]) {
        const answer = await send(served.port, { method, path: spelt, headers: headers(served.port), body });
        expect([spelt, answer.status >= 400 && answer.status < 500]).toEqual([spelt, true]);
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
    expect(sandbox.messages()).toHaveLength(1);
    expect([sandbox.now(), sandbox.faults.rules]).toEqual([START, {}]);
    expect((await control('/status')).status).toBe(200);
  });

  it('refuses a change that is no JSON, or no POST', async () => {
    const { sandbox, served } = await servePerson();
    const host: [string, string] = ['host', `127.0.0.1:${served.port}`];
    for (const { path } of controlRoutes.filter(({ method }) => method === 'POST')) {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'application/jsonx',
        '',
      ]) {
        const headers: [string, string][] = type === '' ? [host] : [host, ['content-type', type]];
        const body = JSON.stringify(bodies[path]);
        expect((await send(served.port, { method: 'POST', path: `/_sandbox${path}`, headers, body })).status).toBe(415);
      }
      for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
        expect((await send(served.port, { method, path: `/_sandbox${path}`, headers: [host] })).status).toBe(405);
      }
    }
    expect(sandbox.messages()).toEqual([]);
  });

  it('sends an encoded prefix to the gateway, which knows no such path', async () => {
    const { sandbox, served } = await servePerson();
    const headers: [string, string][] = [
      ['host', `127.0.0.1:${served.port}`],
      ['content-type', 'application/json'],
    ];
    const answer = await send(served.port, { method: 'POST', path: '/%5fsandbox/reset', headers, body: '{}' });
    expect(answer.status).toBe(404);
    expect(sandbox.exchanges()).toHaveLength(1);
  });

  it.each(['127.0.0.1', 'localhost', '[::1]'])('takes the Host %s', async (name) => {
    const { served } = await servePerson();
    const headers: [string, string][] = [['host', `${name}:${served.port}`]];
    expect((await send(served.port, { method: 'GET', path: '/_sandbox/status', headers })).status).toBe(200);
  });

  it('takes only this machine, whatever address the sandbox listens on', async () => {
    const { sandbox } = openPerson();
    const service = createService(sandbox);
    const ask = (address: string) =>
      service.handle({
        method: 'GET',
        url: 'http://sandbox/_sandbox/status',
        headers: { host: '127.0.0.1:8787' },
        peer: { address, port: 8787 },
      });
    const statuses = await Promise.all(
      ['127.0.0.1', '::1', '::ffff:127.0.0.1', '192.168.1.9', '::ffff:10.0.0.1', ''].map(ask),
    );
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 403, 403, 403]);
    const served = await serveSandbox(service, { port: 0, host: '0.0.0.0' });
    const headers: [string, string][] = [['host', `127.0.0.1:${served.port}`]];
    expect((await send(served.port, { method: 'GET', path: '/_sandbox/status', headers })).status).toBe(200);
    await served.close();
  });
});

it('knows the defaults of the person who opened it', async () => {
  const { control } = await servePerson();
  await control('/say', { action: { kind: 'start' } });
  expect((await control('/chats')).answer['chats']).toMatchObject([{ bot: BOT, chat: CHAT, name: 'Sam' }]);
});
