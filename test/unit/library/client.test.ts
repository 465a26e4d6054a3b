import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient } from '../../../src/index.js';
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

  test('an impossible client is refused at once', () => {
    expect(() => client({ from: '' })).toThrow(/bot ID/);
  });

  test('a signal stops it', async () => {
    const stop = new AbortController();
    server.behave(() => stop.abort());
    const result = await client().sendText({ to: '2', text: 'x', signal: stop.signal });
    expect(result.messages[0]).toMatchObject({ state: 'unknown', reason: 'interrupted' });
  });
});
