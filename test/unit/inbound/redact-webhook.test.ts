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

  it('replaces values of keys nobody knows', () => {
    expect(redactAll()('{"secret":"abc","deep":{"x":["y",5,true,null]}}')).toBe(
      '{"secret":"text-1 (3 characters)","deep":{"x":["text-2 (1 characters)",0,true,null]}}',
    );
  });
});
