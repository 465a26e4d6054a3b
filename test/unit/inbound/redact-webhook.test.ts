import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../../src/core/inbound/parse-webhook.js';
import { createBodyRedactor } from '../../../src/core/inbound/redact-webhook.js';
import { inboundBody, inboundFixtures } from '../../support/inbound-fixtures.js';

const redactAll = () => {
  const redact = createBodyRedactor();
  return (body: string) => redact(Buffer.from(body));
};

describe('createBodyRedactor', () => {
  it.each(inboundFixtures)('leaves nothing of the people in $name, and its kind as it was', ({ name, body, kind }) => {
    const redacted = redactAll()(body);
    expect(redacted).not.toMatch(
      /Grace|grace|316|22334455|99887766|hello|Home|Lane|CONFIRM|ref-1|4711|lookaside|52\.1/,
    );
    expect(parseWebhook(redacted).kind, name).toBe(kind);
  });

  it('uses the same pseudonym for the same value, and another for another', () => {
    const redact = redactAll();
    const [first, again] = [redact(inboundBody('whatsapp-text')), redact(inboundBody('whatsapp-media'))].map((text) =>
      JSON.parse(text),
    );
    expect(first.from.number).toBe('number-1');
    expect(again.from.number).toBe(first.from.number);
    expect(again.to.number).not.toBe(first.from.number);
    expect(first.message.text).toBe('text-1 (5 characters)');
  });

  it('keeps structure, times, kinds of content and codes', () => {
    const redacted = JSON.parse(redactAll()(inboundBody('whatsapp-media')));
    expect(redacted).toMatchObject({ timeUtc: '2024-06-01T12:00:01', channel: 'WhatsApp' });
    expect(redacted.message.media.contentType).toBe('image/png');
    expect(JSON.parse(redactAll()(inboundBody('report-delivered'))).messages.msg.status.code).toBe('2');
  });

  it('replaces what it cannot read as a whole', () => {
    expect(redactAll()('call me: 0611111111')).toBe('[19 bytes: not-json]');
    expect(createBodyRedactor()(Buffer.from([0xff, 0xfe]))).toBe('[2 bytes: not-utf8]');
  });

  it('replaces values of keys nobody knows, and keys that nobody gave to a program', () => {
    expect(
      redactAll()('{"secret":"abc","deep":{"x":["y",5,true,null]},"+31612345678":"","Jan de Vries":{"a":5}}'),
    ).toBe(
      '{"secret":"text-1 (3 characters)","deep":{"x":["text-2 (1 characters)",1,true,null]},"key-1":"","key-2":{"a":1}}',
    );
  });

  it('keeps a value only when the value itself is known, and stands where it belongs', () => {
    const report = { code: '2', errorCode: '28', errorDescription: 'Number +31612345678 of Jan unreachable' };
    const redacted = redactAll()(
      JSON.stringify({
        messages: { msg: { received: '06-12345678', to: '31612345678', status: report } },
        type: 'Jan',
        channel: 'Jan’s shop',
        custom: { foo: { type: 'WORK', action: 'Reply', code: 31612345678, contentType: 'image/jan' } },
      }),
    );
    expect(redacted).not.toMatch(/Jan|jan|612345678|WORK|Reply/);
    expect(JSON.parse(redacted).messages.msg.status).toEqual({
      code: '2',
      errorCode: '28',
      errorDescription: expect.stringMatching(/^text-\d \(38 characters\)$/),
    });
    const kept = { event: { type: 'OptInSubscribed' }, channel: 'Telegram', time: '2024-06-01 14:00:01' };
    expect(JSON.parse(redactAll()(JSON.stringify(kept)))).toEqual(kept);
    const typed = { message: { media: { contentType: 'audio/ogg; codecs=opus' } } };
    expect(JSON.parse(redactAll()(JSON.stringify(typed)))).toEqual(typed);
    expect(redactAll()(JSON.stringify({ message: { media: { contentType: 'image/png; name=jan.png' } } }))).not.toMatch(
      /jan/,
    );
  });

  it('tells IDs that are JSON numbers apart, and knows them again', () => {
    const redact = redactAll();
    const parties = (from: unknown, to: unknown) => {
      const read = JSON.parse(redact(JSON.stringify({ from: { number: from }, to: { number: to } })));
      return [read.from.number, read.to.number];
    };
    expect(parties(22334455, 99887766)).toEqual([1, 2]);
    expect(parties(99887766, 22334455)).toEqual([2, 1]);
    expect(parties('22334455', 11111111)).toEqual(['number-1', 3]);
  });

  it('lets nothing through that is not known to be harmless, whatever the webhook looks like', () => {
    const keys = [
      ...['channel', 'time', 'timeUtc', 'received', 'type', 'action', 'contentType', 'code', 'errorCode'],
      ...['errorDescription', 'message', 'media', 'custom', 'event', 'messages', 'msg', 'status', 'from', 'number'],
      ...['suggestions', 'contacts', 'phones', 'foo'],
    ];
    const name = fc.stringMatching(/^[a-z]{6,12}$/).map((word) => `zq${word}`);
    const digits = fc.integer({ min: 10_000, max: 2 ** 45 });
    const secret = fc.oneof(
      name,
      digits.map(String),
      fc
        .tuple(fc.constantFrom('image/', '+', '2024-06-01 ', 'Telegram '), fc.oneof(name, digits))
        .map((all) => all.join('')),
    );
    const key = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...keys) },
      {
        weight: 1,
        arbitrary: fc.oneof(
          digits.map(String),
          name.map((word) => `${word} x`),
        ),
      },
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium' },
        secret,
        digits,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (webhook) => {
        const text = JSON.stringify(webhook);
        const redacted = redactAll()(text);
        for (const [found] of text.matchAll(/zq[a-z]+|\d{5,}/g)) expect(redacted).not.toContain(found);
      }),
      { numRuns: 500 },
    );
  });
});
