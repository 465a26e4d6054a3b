import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../../src/core/inbound/parse-webhook.js';
import { renderSendCommand } from '../../../src/render/send-command.js';
import { plain } from '../../../src/render/style.js';
import { renderCompactWebhook } from '../../../src/render/webhook-compact.js';
import { renderQuietHint, renderWaitingHint } from '../../../src/render/webhook-hints.js';
import { renderJsonWebhook, toJsonWebhook } from '../../../src/render/webhook-json.js';
import { renderWebhook } from '../../../src/render/webhook-pretty.js';
import { renderRawWebhook } from '../../../src/render/webhook-raw.js';
import { inboundBody } from '../../support/inbound-fixtures.js';
import { createReceived } from '../../support/received.js';

const read = (body: string | Uint8Array, duplicateOf?: string) => ({
  webhook: createReceived(body, duplicateOf === undefined ? {} : { duplicateOf }),
  parsed: parseWebhook(body),
});
const pretty = (body: string, duplicateOf?: string) =>
  renderWebhook(read(body, duplicateOf), { style: plain, width: 80 });
const message = (fields: object) =>
  JSON.stringify({
    from: { number: '42', name: 'Ada' },
    to: { number: '7' },
    message: { text: 'Hi' },
    channel: 'Telegram',
    ...fields,
  });

describe('renderWebhook', () => {
  it('shows a message with everything in it, and ends with the command that answers it', () => {
    const body = message({
      reference: 'ref',
      messageContext: 'context',
      timeUtc: '2027-01-01T11:59:59',
      message: {
        text: 'first line\nsecond line',
        media: { mediaUri: 'https://files.example.com/1', contentType: 'image/png', title: 'a.png' },
        custom: {
          location: { latitude: 1.5, longitude: -2, label: 'Home' },
          contacts: [{ name: { formatted_name: 'Bob' }, phones: [{ phone: '+1' }] }],
          suggestions: [{ action: 'Reply', postbackData: 'YES' }],
          sticker: 1,
        },
      },
    });
    expect(pretty(body, 'abc123-0')).toBe(
      [
        `12:00:00Z  message  from 42 (Ada) to 7 · Telegram  abc123-1  ${Buffer.byteLength(body)} B  same body as abc123-0`,
        '  │ first line',
        '  │ second line',
        '  image     image/png “a.png” https://files.example.com/1',
        '  location  1.5, -2 · Home',
        '  contact   Bob, +1',
        '  button    Reply: YES',
        '  also      custom.sticker',
        '  reply to  context',
        '  reference ref',
        '  sent      2027-01-01T11:59:59Z',
        '  cmtg send --to 42 ""',
        '',
      ].join('\n'),
    );
  });

  it('shows events, reports, and what is neither', () => {
    expect(pretty(inboundBody('event-delete'))).toMatch(
      /event {2}from <IGSID> to <IGID> · Instagram .*\n {2}event {5}MessageDelete 77\n/,
    );
    expect(pretty(inboundBody('report-delivered'))).toMatch(
      /status {2}to 0031611111111 .*\n {2}status {4}2 \(delivered, assumed\)\n {2}text {6}Delivered\n/,
    );
    expect(pretty('<x/>')).toMatch(
      /unknown {2}abc123-1 {2}4 B\n {2}error The body looks like XML.*\[inbound\/unknown-envelope\]\n$/,
    );
  });

  it('wraps long texts, cuts endless ones, and never shows the token of a bot', () => {
    expect(
      pretty(message({ message: { text: 'word '.repeat(40) } }))
        .split('\n')
        .every((line) => line.length <= 80),
    ).toBe(true);
    expect(pretty(message({ message: { text: 'x'.repeat(1_000_000) } })).length).toBeLessThan(10_000);
    const token = `123456789:${'A'.repeat(35)}`;
    const shown = pretty(
      message({ message: { media: { mediaUri: `https://api.telegram.org/file/bot${token}/1.jpg` } } }),
    );
    expect(shown).not.toContain(token);
    expect(shown).toContain('[inbound/bot-token]');
  });
});

describe('renderSendCommand', () => {
  it.each([
    ['987654321', 'cmtg send --to 987654321 ""'],
    ['-100123', 'cmtg send --to=-100123 ""'],
    ['+31600000000', 'cmtg send --to +31600000000 ""'],
    ['00000000-1111-2222-3333-444444444444', 'cmtg send --to 00000000-1111-2222-3333-444444444444 ""'],
  ])('%s', (id, command) => {
    expect(renderSendCommand(id)).toBe(command);
  });

  it.each([
    '',
    '1 2',
    '1,2',
    '$(id)',
    '`id`',
    '1;id',
    "1'",
    '1"',
    '1\n2',
    '../x',
    '<IGSID>',
    '1|id',
    '1>x',
    '\u202e1',
    'x'.repeat(65),
  ])('makes no command of %j', (id) => {
    expect(renderSendCommand(id)).toBeUndefined();
    if (id !== '') expect(pretty(message({ from: { number: id } }))).not.toContain('cmtg send --to');
  });
});

describe('the other forms', () => {
  it('compact is one line, whatever the text holds', () => {
    const line = renderCompactWebhook(read(message({ message: { text: 'a\nb\r\u001b[2J' } })), plain);
    expect(line).toMatch(/^12:00:00Z abc123-1 message 42 \(Ada\) a⏎b\^M\^\[\[2J \d+ B\n$/);
  });

  it('raw shows the request, and bytes that are no text', () => {
    const { webhook } = read(Buffer.from([0x61, 0xff, 0x0a, 0x1b]));
    expect(renderRawWebhook(webhook, plain)).toBe(
      '12:00:00Z  abc123-1\nPOST /\nContent-Type: application/json\n\na\\xff\n^[\n\n',
    );
  });

  it('the hints say how a chat ID is learnt, and what to try', () => {
    expect(renderWaitingHint(plain)).toMatch(/shows your chat ID here/);
    expect(renderQuietHint(180_000, 'http://127.0.0.1:8080', plain)).toMatch(
      /nothing has arrived for 3m[\s\S]*Channels app[\s\S]*cmtg trigger text --to http:\/\/127\.0\.0\.1:8080/,
    );
  });
});

describe('renderJsonWebhook', () => {
  it.each([
    message({}),
    '{"event":{"type":"x"},"odd":"\u202e\u009b"}',
    'not JSON \u0007\u2028',
    '',
    '{"message":{"text":"\x7f"}}',
    new Uint8Array([0xff, 0x00]),
  ])('is the line of the value that programs get: %j', (body) => {
    const given = read(body, 'abc123-0');
    const line = renderJsonWebhook(given);
    expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(toJsonWebhook(given))));
    expect(Object.keys(JSON.parse(line))).toEqual(Object.keys(toJsonWebhook(given)));
    expect(line.slice(0, -1)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u202e]/);
    expect(line.endsWith('\n')).toBe(true);
  });
});
