import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../../src/core/inbound/parse-webhook.js';
import type { ParsedEvent, ParsedMessage, ParsedStatus } from '../../../src/core/inbound/parsed-webhook.js';
import { inboundRules } from '../../../src/core/rules/catalogue/inbound.js';
import { inboundBody, inboundFixtures } from '../../support/inbound-fixtures.js';

const message = (name: string) => parseWebhook(inboundBody(name)) as ParsedMessage;
const findings = (body: string) => parseWebhook(body).findings.map(({ ruleId, path }) => `${ruleId} ${path}`);
const telegram = (message: unknown, more: object = {}) =>
  JSON.stringify({ from: { number: '1' }, to: { number: '2' }, message, channel: 'Telegram Messenger', ...more });

describe('parseWebhook', () => {
  it.each(inboundFixtures)('tells the kind of $name, from text and from bytes', ({ body, kind }) => {
    expect(parseWebhook(body).kind).toBe(kind);
    expect(parseWebhook(Buffer.from(body))).toEqual(parseWebhook(body));
    expect(parseWebhook(body).raw).toEqual(JSON.parse(body));
  });

  it('reads a message with everything around it', () => {
    expect(message('facebook-button')).toMatchObject({
      form: 'channels',
      reference: 'ref-1',
      context: '',
      from: { number: '22334455', name: 'Grace' },
      to: { number: '99887766', name: '' },
      text: 'Yes',
      custom: { suggestions: [{ action: 'Reply', postbackData: 'CONFIRM' }] },
      groupings: ['', '', ''],
      sentAt: '2024-06-01T12:00:01Z',
      channel: 'Facebook Messenger',
    });
  });

  it('knows no file where CM sends three empty strings, and a file where only the address is there', () => {
    expect(message('whatsapp-text')).not.toHaveProperty('media');
    expect(message('instagram-media').media).toEqual({
      uri: 'https://lookaside.example.com/?asset_id=1&signature=x',
      contentType: '',
      title: '',
    });
    expect(message('instagram-media').custom.username).toBe('grace');
  });

  it('reads places and contacts', () => {
    expect(message('whatsapp-location').custom.location).toEqual({
      latitude: 52.1,
      longitude: 5.2,
      label: 'Home',
      searchQuery: 'Lane 1',
    });
    expect(message('whatsapp-contact').custom.contacts).toEqual([{ name: 'Grace H', phones: [], emails: [] }]);
  });

  it('marks the flat form of the Gateway app', () => {
    expect(message('legacy-gateway')).toMatchObject({
      form: 'legacy',
      from: { number: '0031611111111' },
      text: 'hello',
    });
    expect(findings(inboundBody('legacy-gateway'))).toEqual(['inbound/legacy-envelope ']);
  });

  it('reads events and reports', () => {
    const event = parseWebhook(inboundBody('event-mention')) as ParsedEvent;
    expect(event.event).toEqual({ type: 'StoryMention', reference: '78', custom: { url: '<CDN_URL>' } });
    const report = parseWebhook(inboundBody('report-delivered')) as ParsedStatus;
    expect(report).toMatchObject({ code: 2, codeText: '2', reference: '4711', to: { number: '0031611111111' } });
    expect(findings(inboundBody('report-template'))).toEqual(['inbound/placeholder /messages/msg/status/code']);
  });

  it('takes keys in any case, the last of several winning, and null as absent', () => {
    const parsed = parseWebhook(
      '{"FROM":{"Number":"1"},"Message":{"TEXT":"a","text":"b","media":null},"timeutc":"2024-06-01 12:00:00"}',
    );
    expect(parsed).toMatchObject({ kind: 'message', from: { number: '1' }, text: 'b', sentAt: '2024-06-01T12:00:00Z' });
    expect(parseWebhook('{"message":null,"event":{"type":"X"}}').kind).toBe('event');
  });

  it.each([
    ['/start', { name: 'start', argument: '' }],
    ['/start campaign-7', { name: 'start', argument: 'campaign-7' }],
    ['/help@some_bot now\nplease', { name: 'help', argument: 'now\nplease' }],
    ['say /start', undefined],
    ['/', undefined],
  ])('reads the command in %j', (text, command) => {
    expect((parseWebhook(telegram({ text })) as ParsedMessage).command).toEqual(command);
  });

  it.each([
    ['Telegram Messenger', []],
    ['telegram', []],
    ['WhatsApp', ['inbound/other-channel /channel']],
    ['Something new', ['inbound/new-channel /channel']],
  ])('never judges by the channel, and says what it is: %s', (channel, expected) => {
    expect(parseWebhook(telegram({ text: 'a' }, { channel })).kind).toBe('message');
    expect(findings(telegram({ text: 'a' }, { channel }))).toEqual(expected);
  });

  it('says what has the wrong type and goes on', () => {
    const body = telegram({ text: ['a'], media: 'x', custom: [] }, { from: { number: 123 }, groupings: {} });
    expect(parseWebhook(body)).toMatchObject({ kind: 'message', text: '', from: { number: '123' }, groupings: [] });
    expect(findings(body)).toEqual([
      'inbound/number-as-number /from/number',
      'inbound/wrong-type /message/text',
      'inbound/wrong-type /message/media',
      'inbound/wrong-type /message/custom',
      'inbound/wrong-type /groupings',
    ]);
  });

  it('warns when an address gives away the token of a bot', () => {
    const uri = `https://api.telegram.org/file/bot123456789:${'A'.repeat(35)}/photos/1.jpg`;
    const body = telegram({ text: '', media: { mediaUri: uri, contentType: 'image/jpeg', title: '' } });
    expect(findings(body)).toEqual(['inbound/bot-token /message/media/mediaUri']);
  });

  it('says in JSON what the catalogue says, and cuts what comes from outside', () => {
    const [finding] = parseWebhook(telegram({ text: 'a' }, { channel: 'x'.repeat(5000) })).findings;
    expect(JSON.parse(JSON.stringify(finding))).toEqual({
      ruleId: 'inbound/new-channel',
      severity: inboundRules['inbound/new-channel'].severity,
      message: `The channel "${'x'.repeat(199)}…" is none that CM documents.`,
      path: '/channel',
    });
  });

  it.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['{"message":', 'not-json'],
    ['from=1&text=a', 'not-json'],
    ['<MESSAGES/>', 'xml'],
    ['[]', 'not-an-object'],
    ['"message"', 'not-an-object'],
    ['{}', 'no-known-envelope'],
    ['{"messages":{"msg":{}}}', 'no-known-envelope'],
    ['{"messages":{"msg":[{"from":"1","to":[],"allowedChannels":[]}]}}', 'outgoing-payload'],
    ['{"__proto__":{"message":{"text":"a"}}}', 'no-known-envelope'],
    ['['.repeat(5_000_000), 'too-deep'],
    [`{"message":{"a":${'['.repeat(100)}${']'.repeat(100)}}}`, 'too-deep'],
    [`[${'0,'.repeat(60_000)}0]`, 'too-complex'],
  ])('keeps what is none of them: %#', (body, reason) => {
    expect(parseWebhook(body)).toMatchObject({ kind: 'unknown', reason });
  });

  it('does not count brackets within strings', () => {
    expect(parseWebhook(telegram({ text: `${'['.repeat(5000)}\\"${'{'.repeat(5000)}\\\\` })).kind).toBe('message');
  });

  it('refuses bytes that are not UTF-8, and takes a byte order mark', () => {
    expect(parseWebhook(Buffer.from([0x7b, 0xff, 0x7d]))).toMatchObject({ reason: 'not-utf8' });
    expect(parseWebhook(Buffer.from(`\ufeff${telegram({ text: 'a' })}`)).kind).toBe('message');
    expect(parseWebhook(`\ufeff${telegram({ text: 'a' })}`).kind).toBe('message');
  });

  it('never changes Object.prototype', () => {
    parseWebhook(
      telegram(JSON.parse('{"__proto__":{"polluted":1},"custom":{"__proto__":{"polluted":1},"constructor":{}}}')),
    );
    expect('polluted' in {}).toBe(false);
  });

  it('never throws, for any bytes, any JSON, and any JSON in the place of any key', () => {
    const keys = [
      'message',
      'event',
      'messages',
      'msg',
      'status',
      'from',
      'to',
      'number',
      'media',
      'custom',
      'location',
      'contacts',
      'suggestions',
      'groupings',
      'timeUtc',
      'code',
      'text',
      '__proto__',
    ];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree')),
        fc.array(tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void parseWebhook(bytes)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(tree, (value) => {
        const parsed = parseWebhook(JSON.stringify(value));
        expect(['message', 'event', 'status', 'unknown']).toContain(parsed.kind);
      }),
      { numRuns: 400 },
    );
  });
});
