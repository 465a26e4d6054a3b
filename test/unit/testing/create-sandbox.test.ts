import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createWebhookHandler } from '../../../src/library/create-webhook-handler.js';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/testing.js';
import { startTestBot } from '../../support/test-bot.js';

const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

async function make(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  open.push(sandbox);
  return sandbox;
}

/** Sends as an app does, with whatever `fetch` it was given. */
function post(sandbox: Pick<Sandbox, 'fetch' | 'endpoint'>, content: string): Promise<Response> {
  return sandbox.fetch(sandbox.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-cm-producttoken': 'any' },
    body: JSON.stringify({
      messages: { msg: [{ from: '1234567890', to: [{ number: '987654321' }], body: { type: 'auto', content } }] },
    }),
  });
}

describe('without a socket', () => {
  it('a bot in this process hears and answers', async () => {
    const sandbox = await make({
      webhook: async (request) => {
        const { message } = (await request.json()) as { message: { text: string } };
        await post(sandbox, `You said ${message.text}`);
        return new Response();
      },
    });
    const { webhook } = await sandbox.say('hello');
    expect(webhook).toMatchObject({ state: 'delivered', tries: 1 });
    expect(sandbox.messages().map(({ by, shown }) => [by, shown[0]])).toEqual([
      ['user', { kind: 'text', text: 'hello' }],
      ['bot', { kind: 'text', text: 'You said hello' }],
    ]);
  });

  it('cmtg’s own webhook handler fits', async () => {
    const kinds: string[] = [];
    const handler = createWebhookHandler({ onWebhook: (webhook) => kinds.push(webhook.kind) });
    const sandbox = await make({ webhook: handler.fetch, statusReports: true });
    await sandbox.say({ kind: 'start', payload: 'x' });
    await post(sandbox, 'hi');
    await sandbox.advance(0);
    expect(kinds).toEqual(['message', 'status']);
  });

  it('answers as the gateway does, whatever the host of the address', async () => {
    const sandbox = await make({ token: 'right' });
    const response = await sandbox.fetch('https://gw.messaging.cm.com/v1.0/message', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cm-producttoken': 'wrong' },
      body: '{}',
    });
    expect([response.status, ((await response.json()) as { errorCode: number }).errorCode]).toEqual([400, 101]);
    expect(sandbox.requests()).toHaveLength(1);
    expect((await sandbox.fetch(new Request('http://anything.example/'))).status).toBe(404);
  });

  it('does not lend its control API to the app', async () => {
    const sandbox = await make();
    expect((await sandbox.fetch(`${sandbox.url}/_sandbox/chats`)).status).toBe(404);
  });

  it('fails as fetch fails when an answer is lost or cut', async () => {
    const sandbox = await make({ faults: ['lost-answer=1x', 'half-answer=2x'] });
    await sandbox.say({ kind: 'start' });
    await expect(post(sandbox, 'one')).rejects.toThrow(TypeError);
    const half = await post(sandbox, 'two');
    expect(half.status).toBe(200);
    await expect(half.text()).rejects.toThrow('terminated');
    expect(sandbox.messages().filter(({ by }) => by === 'bot')).toHaveLength(2);
    sandbox.setFaults();
    expect((await (await post(sandbox, 'three')).json()) as object).toMatchObject({ errorCode: 0 });
  });

  it('stops when the caller does', async () => {
    const sandbox = await make();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(sandbox.fetch(sandbox.endpoint, { signal })).rejects.toThrow('enough');
    expect(sandbox.requests()).toEqual([]);
  });

  it('lets hours pass at once', async () => {
    let calls = 0;
    const sandbox = await make({
      startAt: Date.UTC(2027, 0, 1),
      webhook: () => {
        calls++;
        throw new Error('down');
      },
    });
    const { webhook } = await sandbox.say('anybody?');
    expect(webhook).toMatchObject({ state: 'waiting', attempts: [{ status: null, detail: 'down' }] });
    await sandbox.advance('1h');
    expect(calls).toBe(13);
    await sandbox.advance(7_200_000);
    expect(sandbox.webhooks()).toMatchObject([{ state: 'waiting', tries: 37 }]);
    expect(sandbox.now()).toBe(Date.UTC(2027, 0, 1, 3));
    await expect(sandbox.advance('soon')).rejects.toMatchObject({ code: 'duration-invalid' });
    await expect(sandbox.advance(-1)).rejects.toMatchObject({ code: 'duration-invalid' });
  });

  it('waits for a message, and says so when none comes', async () => {
    const sandbox = await make();
    await post(sandbox, 'too early');
    await sandbox.say({ kind: 'start' });
    await expect(sandbox.waitForMessage({ timeoutMs: 10 })).rejects.toMatchObject({ code: 'no-message' });
    const waiting = sandbox.waitForMessage();
    await post(sandbox, 'now');
    expect(await waiting).toMatchObject({ shown: [{ text: 'now' }] });
    expect(await sandbox.waitForMessage()).toMatchObject({ shown: [{ text: 'now' }] });
  });

  it('starts anew after a reset', async () => {
    const sandbox = await make({ webhook: () => new Response(), faults: ['duplicate-webhook=1x'] });
    await sandbox.say('one');
    await sandbox.reset();
    expect([sandbox.messages(), sandbox.webhooks(), sandbox.requests(), sandbox.chats()]).toEqual([[], [], [], []]);
    const { message } = await sandbox.say('two', { name: 'Ann' });
    expect(message).toMatchObject({ id: 1, name: 'Ann' });
    await sandbox.reset();
    expect(sandbox.webhooks()).toEqual([]);
  });
});

describe('with a socket', () => {
  it('serves an app of its own, and the control API', async () => {
    const sandbox = await make({ listen: true });
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const bot = await startTestBot(sandbox.endpoint);
    try {
      const other = await make({ listen: true, webhook: bot.url });
      await other.say('hello');
      // The bot sends to the first sandbox, where nobody opened the chat.
      expect(sandbox.messages()).toMatchObject([{ by: 'bot', undelivered: 'chat-not-opened' }]);
      expect((await fetch(`${other.url}/_sandbox/chats`)).status).toBe(200);
    } finally {
      await bot.close();
    }
  });

  it('calls a server, and counts only 200', async () => {
    const server = createServer((_, response) => response.writeHead(204).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sandbox = await make({ webhook: url });
    expect((await sandbox.say('hi')).webhook).toMatchObject({ state: 'waiting', attempts: [{ status: 204 }] });
    await new Promise((resolve) => server.close(resolve));
    await sandbox.advance('5m');
    expect(sandbox.webhooks()[0]?.attempts[1]).toMatchObject({ status: null });
  });
});
