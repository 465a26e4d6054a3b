import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CmtgError, checkPayload, createClient, type HttpFunction } from '../../../src/index.js';
import { createSandbox } from '../../../src/testing.js';
import { plainCanary } from '../../support/canary.js';
import { type FaultServer, faults, startFaultServer } from '../../support/fault-server.js';

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer(faults.acceptAll());
});
afterEach(() => server.close());

const client = (options = {}) =>
  createClient({ productToken: plainCanary, from: '1', endpoint: server.url, ...options });

describe('createClient', () => {
  test('sends a text to several chats, each once', async () => {
    const result = await client().sendText({ to: ['2', '3', '2'], text: 'Hello' });
    expect(result.outcome).toBe('accepted');
    expect(result.messages.map(({ to, state }) => `${to} ${state}`)).toEqual(['2 accepted', '3 accepted']);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers['x-cm-producttoken']).toBe(plainCanary);
  });

  test('sends media with a caption', async () => {
    await client().sendMedia({ to: '2', media: [{ url: 'https://example.com/a.jpg' }], caption: 'c' });
    const item = JSON.parse(server.requests[0]?.body ?? '').messages.msg[0].richContent.conversation[0];
    expect(item).toEqual({
      text: 'c',
      media: { mediaName: 'a.jpg', mediaUri: 'https://example.com/a.jpg', mimeType: 'image/jpeg' },
    });
  });

  test('sends nothing that would not arrive', async () => {
    const result = await client().sendText({ to: '2', text: 'a'.repeat(4097) });
    expect(result).toMatchObject({ outcome: 'invalid', messages: [] });
    expect(result.diagnostics.map(({ ruleId }) => ruleId)).toContain('text/too-long');
    expect(server.requests).toHaveLength(0);
  });

  test('rules can be changed', async () => {
    const result = await client({ rules: { 'recipient/group': 'error' } }).sendText({ to: '-100123', text: 'x' });
    expect(result.outcome).toBe('invalid');
  });

  test('what the network does is a result, not a rejection', async () => {
    server.behave(faults.resetAfterBody());
    const result = await client().sendText({ to: '2', text: 'x' });
    expect(result).toMatchObject({ outcome: 'unknown', messages: [{ state: 'unknown' }] });
    expect(server.requests).toHaveLength(1);
  });

  test('a sandbox without a socket needs no encryption', async () => {
    const sandbox = await createSandbox();
    const result = await client({ endpoint: sandbox.endpoint, http: carryBy(sandbox.fetch) }).sendText({
      to: '2',
      text: 'x',
    });
    expect(result.outcome).toBe('accepted');
  });

  test('a signal stops it', async () => {
    const stop = new AbortController();
    server.behave(() => stop.abort());
    const result = await client().sendText({ to: '2', text: 'x', signal: stop.signal });
    expect(result.messages[0]).toMatchObject({ state: 'unknown', reason: 'interrupted' });
  });
});

describe('a client that cannot work is refused when it is created', () => {
  test.each([
    ['no token', { productToken: undefined }, 'client-options', /process\.env\.CMTG_PRODUCT_TOKEN, it is not set/],
    ['an empty token', { productToken: '' }, 'client-options', /it is empty/],
    ['a bot token', { productToken: `123456789:${'A'.repeat(35)}` }, 'token-is-bot-token', /bot token/],
    ['a token with a line end', { productToken: `${plainCanary}\n` }, 'token-malformed', /header/],
    ['no bot ID', { from: undefined }, 'client-options', /bot ID.*it is undefined/],
    ['an empty bot ID', { from: '' }, 'client-options', /bot ID/],
    ['a bot ID that is a number', { from: 5 }, 'client-options', /bot ID as text.*a number/],
    [
      'an endpoint without encryption',
      { endpoint: 'http://gw.example.com/' },
      'token-destination',
      /gw\.example\.com without encryption/,
    ],
    [
      'a local name without a function',
      { endpoint: 'http://sandbox.localhost/' },
      'token-destination',
      /without encryption/,
    ],
    ['an endpoint that is none', { endpoint: 'gw.messaging.cm.com' }, 'token-destination', /not an address/],
    ['a password in the endpoint', { endpoint: 'https://a:b@example.com/' }, 'token-destination', /password/],
    ['a time-out that is none', { timeoutMs: '20s' }, 'client-options', /timeoutMs.*at least 1/],
    ['half a retry', { retries: 0.5 }, 'client-options', /retries.*whole number/],
    ['an unknown rule', { rules: { 'text/too-lon': 'off' } }, 'client-options', /no rule.*Did you mean text\/too-long/],
    ['an unknown severity', { rules: { 'text/too-long': 'warn' } }, 'client-options', /"warning"/],
    ['an unknown way', { onUnknown: 'ask' }, 'client-options', /"skip" or "resend"/],
    ['a carrier that is none', { http: {} }, 'client-options', /`http` takes a function/],
  ])('%s', (_name, options, code, words) => {
    const error = errorOf(() => client(options));
    expect(error.code).toBe(code);
    expect(`${error.message} ${error.hint}`).toMatch(words);
    expect(`${error.message} ${error.hint}`).not.toContain(plainCanary);
  });

  test('no options at all', () => {
    expect(errorOf(() => createClient(undefined as never)).code).toBe('client-options');
  });
});

describe('input that no message can be made of is refused', () => {
  test.each([
    ['nobody', { text: 'x' }, /`to`.*undefined/],
    ['an empty list', { to: [], text: 'x' }, /list is empty/],
    ['a number', { to: 987654321, text: 'x' }, /chat ID as text.*a number/],
    ['a number in the list', { to: ['2', 3], text: 'x' }, /a number/],
    ['no text', { to: '2' }, /`text`.*undefined/],
    ['a text that is a number', { to: '2', text: 5 }, /`text`.*a number/],
    ['a number to be split', { to: '2', text: 5, split: true }, /`text`.*a number/],
    ['too many groupings', { to: '2', text: 'x', grouping: ['a', 'b', 'c', 'd'] }, /at most 3/],
    ['a reference that is a number', { to: '2', text: 'x', reference: 5 }, /`reference`/],
    ['nothing', undefined, /described by an object/],
  ])('%s', async (_name, input, words) => {
    await expect(client().sendText(input as never)).rejects.toMatchObject({
      name: 'CmtgError',
      code: 'client-input',
      message: expect.stringMatching(words),
    });
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    ['no media', { to: '2' }, /`media`.*undefined/],
    ['an empty list', { to: '2', media: [] }, /an empty list/],
    ['addresses alone', { to: '2', media: ['https://example.com/a.jpg'] }, /`media\[0\]` needs a `url`/],
    ['a caption that is a number', { to: '2', media: [{ url: 'https://example.com/a.jpg' }], caption: 5 }, /`caption`/],
  ])('media: %s', async (_name, input, words) => {
    await expect(client().sendMedia(input as never)).rejects.toMatchObject({
      code: 'client-input',
      message: expect.stringMatching(words),
    });
  });

  test('a payload that is not text says how to make it one', () => {
    expect(errorOf(() => checkPayload({ messages: {} } as never)).hint).toContain('JSON.stringify');
  });
});

function errorOf(act: () => unknown): CmtgError {
  try {
    act();
  } catch (error) {
    if (error instanceof CmtgError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

/** The sandbox's `fetch` in the place of the network. */
function carryBy(fetch: typeof globalThis.fetch): HttpFunction {
  return async ({ method, url, headers, body }) => {
    const response = await fetch(url, { method, headers, body: String(body) });
    return { status: response.status, headers: {}, body: new Uint8Array(await response.arrayBuffer()) };
  };
}
