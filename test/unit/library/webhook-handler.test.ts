import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { createWebhookHandler, type ParsedWebhook } from '../../../src/index.js';

const body = JSON.stringify({
  reference: '',
  from: { number: '987654321', name: 'Ann' },
  to: { number: '123' },
  message: { text: 'Hello', media: { mediaUri: '', contentType: '', title: '' }, custom: {} },
  groupings: ['', '', ''],
  timeUtc: '2027-01-02T03:04:05',
  channel: 'Telegram Messenger',
});

const close: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of close.splice(0)) await end();
});

function collect(options = {}) {
  const seen: ParsedWebhook[] = [];
  const handler = createWebhookHandler({ onWebhook: (webhook) => void seen.push(webhook), maxBytes: 4096, ...options });
  return { seen, handler };
}

type Handler = ReturnType<typeof collect>['handler'];

/** The same handler behind each kind of server: the address to call. */
const servers: Record<string, (handler: Handler) => Promise<string>> = {
  'node:http': async (handler) => listen(createServer(handler)),
  Express: async (handler) => {
    const app = express();
    app.all('/', handler);
    return listen(createServer(app));
  },
  'Express with a body parser': async (handler) => {
    const app = express();
    app.use(express.json({ limit: 4096 }));
    app.all('/', handler);
    return listen(createServer(app));
  },
  Fastify: async (handler) => {
    const app = fastify({ bodyLimit: 4096 });
    app.all('/', handler.fastify);
    close.push(() => app.close());
    return app.listen({ port: 0, host: '127.0.0.1' });
  },
};

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const post = (url: string, text = body) =>
  fetch(url, { method: 'POST', body: text, headers: { 'content-type': 'application/json' } });

describe.each(Object.entries(servers))('createWebhookHandler behind %s', (_name, start) => {
  test('answers exactly 200 with an empty body, once the handler is done', async () => {
    const { seen, handler } = collect();
    const answer = await post(await start(handler));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(seen[0]).toMatchObject({ kind: 'message', text: 'Hello', from: { number: '987654321', name: 'Ann' } });
  });

  test('answers 503 when the handler fails, so that CM sends it again', async () => {
    const errors: unknown[] = [];
    const { handler } = collect({
      onWebhook: async () => Promise.reject(new Error('disk')),
      onError: (e: unknown) => errors.push(e),
    });
    expect((await post(await start(handler))).status).toBe(503);
    expect(errors).toHaveLength(1);
  });

  test('refuses other methods and long bodies', async () => {
    const { seen, handler } = collect();
    const url = await start(handler);
    expect((await fetch(url)).status).toBe(405);
    expect((await post(url, JSON.stringify({ long: 'x'.repeat(5000) }))).status).toBe(413);
    expect(seen).toHaveLength(0);
  });
});

test('fetch-style servers', async () => {
  const { seen, handler } = collect();
  const answer = await handler.fetch(new Request('http://localhost/', { method: 'POST', body }));
  expect([answer.status, await answer.text()]).toEqual([200, '']);
  expect(seen).toHaveLength(1);
  expect((await handler.fetch(new Request('http://localhost/'))).status).toBe(405);
});

test.each([
  ['no options', undefined, /onWebhook.*undefined/],
  ['a misspelt function', { onwebhook: () => {} }, /onWebhook.*undefined/],
  ['a size in words', { onWebhook: () => {}, maxBytes: '1MB' }, /maxBytes/],
  ['an onError that is none', { onWebhook: () => {}, onError: true }, /onError/],
])('%s: refused when the handler is created', (_name, options, words) => {
  expect(() => createWebhookHandler(options as never)).toThrow(
    expect.objectContaining({ name: 'CmtgError', code: 'handler-options', message: expect.stringMatching(words) }),
  );
});
