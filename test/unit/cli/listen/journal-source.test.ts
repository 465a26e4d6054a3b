import { describe, expect, it } from 'vitest';
import { createJournalSource } from '../../../../src/cli/listen/journal-source.js';
import { buildReceivedWebhook } from '../../../../src/webhook/received-webhook.js';

const create = (target: string | undefined) =>
  createJournalSource({ title: 'journal', target, resend: async ({ id }) => ({ ok: true, detail: id }), now: () => 5 });

const webhook = (
  id: string,
  body: string | Uint8Array = '{"from":{"number":"42","name":"Ada"},"message":{"text":"hi"}}',
) =>
  buildReceivedWebhook({
    id,
    receivedAt: '2027-01-04T09:00:00.000Z',
    method: 'POST',
    path: '/hook',
    rawHeaders: ['Content-Type', 'application/json'],
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    duplicateOf: undefined,
    seq: 1,
  });

describe('createJournalSource', () => {
  it('joins a webhook and its answers, in any order, and takes it once', () => {
    const source = create('http://127.0.0.1:1/hook');
    const seen: string[] = [];
    source.subscribe((change) => seen.push(change.type));
    source.addRecord({ type: 'answer', id: 'a-1', status: 500, ms: 7, body: 'no' });
    source.add(webhook('a-1'));
    source.add(webhook('a-1'));
    source.addRecord({ type: 'answer', id: 'a-1', status: 200, ms: 3 });
    source.addRecord({ type: 'something-else', id: 'a-1' });
    expect(seen).toEqual(['added', 'changed']);
    expect(source.find('a-1')).toMatchObject({
      chat: '42',
      name: 'Ada',
      state: 'delivered',
      answers: [
        { status: 500, cause: 'first' },
        { status: 200, cause: 'replay' },
      ],
    });
  });

  it('calls a webhook refused by anything but 200, as CM does', () => {
    const source = create('http://127.0.0.1:1/hook');
    source.add(webhook('a-1'));
    expect(source.find('a-1')?.state).toBe('waiting');
    source.addRecord({ type: 'answer', id: 'a-1', status: 204 });
    expect(source.find('a-1')?.state).toBe('refused');
  });

  it('replays only where there is a target', async () => {
    expect(create(undefined).replay).toBeUndefined();
    const source = create('http://127.0.0.1:1/hook');
    source.add(webhook('a-1'));
    expect(await source.replay?.('a-1')).toEqual({ ok: true, detail: 'a-1' });
    expect(await source.replay?.('a-2')).toMatchObject({ ok: false });
  });

  it('shows what is no JSON, bytes that are no text included', () => {
    const source = create(undefined);
    source.add(webhook('a-1', new Uint8Array([0xff, 0xfe])));
    expect(source.find('a-1')).toMatchObject({ chat: '', side: 'service', state: 'received', call: { binary: true } });
  });
});
