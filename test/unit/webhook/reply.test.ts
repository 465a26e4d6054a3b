import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../../src/core/inbound/parse-webhook.js';
import { createReplySink, type ReplyResult } from '../../../src/webhook/reply.js';
import { inboundBody } from '../../support/inbound-fixtures.js';
import { createReceived } from '../../support/received.js';

const setup = (perChatAndMinute = 3) => {
  const sent: string[] = [];
  const results: ReplyResult[] = [];
  const clock = { now: 0 };
  const sink = createReplySink({
    text: 'Thanks!',
    from: '999',
    perChatAndMinute,
    now: () => clock.now,
    read: (webhook) => parseWebhook(webhook.bytes),
    send: async (to) => {
      sent.push(to);
      return { state: 'accepted', details: null };
    },
    onResult: (result) => void results.push(result),
  });
  return { sink, sent, results, clock };
};
const body = (from: string, text = 'Hi', more: object = {}) =>
  JSON.stringify({
    from: { number: from },
    to: { number: '999' },
    message: { text },
    channel: 'Telegram Messenger',
    ...more,
  });

describe('createReplySink', () => {
  it('answers a message to its sender', async () => {
    const { sink, sent, results } = setup();
    await sink.push(createReceived(body('5')));
    expect(sent).toEqual(['5']);
    expect(results).toEqual([{ id: 'abc123-1', to: '5', state: 'accepted', details: null, skipped: null }]);
  });

  it('answers a chat at most so many times a minute, and then again', async () => {
    const { sink, sent, results, clock } = setup();
    for (let i = 0; i < 10; i++) await sink.push(createReceived(body('5')));
    expect(sent).toHaveLength(3);
    expect(results.at(-1)?.skipped).toBe('too-many');
    await sink.push(createReceived(body('6')));
    expect(sent.at(-1)).toBe('6');
    clock.now = 60_001;
    await sink.push(createReceived(body('5')));
    expect(sent).toEqual(['5', '5', '5', '6', '5']);
  });

  it.each([
    ['own-message', body('999')],
    ['own-message', JSON.stringify({ from: { number: '7' }, to: { number: '7' }, message: { text: 'x' } })],
    ['echo', body('5', ' Thanks!\n')],
    ['no-sender', body('')],
    ['other-channel', inboundBody('whatsapp-text')],
    ['other-channel', inboundBody('legacy-gateway')],
  ])('sends nothing for %s', async (skipped, text) => {
    const { sink, sent, results } = setup();
    await sink.push(createReceived(text));
    expect(sent).toEqual([]);
    expect(results[0]?.skipped).toBe(skipped);
  });

  it('answers no repetition, no event, no report and nothing unknown', async () => {
    const { sink, sent, results } = setup();
    await sink.push(createReceived(body('5'), { duplicateOf: 'abc123-0' }));
    for (const other of [inboundBody('event-delete'), inboundBody('report-delivered'), 'junk'])
      await sink.push(createReceived(other));
    expect(sent).toEqual([]);
    expect(results.map(({ skipped }) => skipped)).toEqual(['repeated']);
  });
});
