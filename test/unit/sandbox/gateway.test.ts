import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/sandbox/state.js';
import { message, openSandbox, payload, post, rich, TOKEN } from './harness.js';

const image = { mediaName: 'a.jpg', mediaUri: 'https://example.com/a.jpg', mimeType: 'image/jpeg' };

describe('answers to requests', () => {
  it('accepts a text: 200 and errorCode 0', async () => {
    expect(await post(openSandbox(), payload(message({ reference: 'ref1' })))).toEqual({
      status: 200,
      details: 'Created 1 message(s)',
      errorCode: 0,
      messages: [
        { to: '987654321', status: 'Accepted', reference: 'ref1', parts: 1, messageDetails: null, messageErrorCode: 0 },
      ],
    });
  });

  it('answers a mixed request with 200 and 201, one entry a recipient in order', async () => {
    const numbers = [{ number: '1' }, { number: 'x2' }, { number: '3' }];
    expect(await post(openSandbox(), payload(message({ to: numbers }), message({ body: { content: '' } })))).toEqual({
      status: 200,
      details: 'Created 2 message(s)',
      errorCode: 201,
      messages: [
        { to: '1', status: 'Accepted', reference: null, parts: 1, messageDetails: null, messageErrorCode: 0 },
        {
          ...{ to: 'x2', status: 'Rejected', reference: null, parts: 0 },
          ...{ messageDetails: "Gsm 'x2' is not a number.", messageErrorCode: 303 },
        },
        { to: '3', status: 'Accepted', reference: null, parts: 1, messageDetails: null, messageErrorCode: 0 },
        {
          ...{ to: '987654321', status: 'Rejected', reference: null, parts: 0 },
          ...{ messageDetails: 'A body without content was found', messageErrorCode: 304 },
        },
      ],
    });
  });

  it('answers a request with nothing accepted with 400 and 201', async () => {
    const answer = await post(openSandbox(), payload(message({ body: undefined })));
    expect(answer).toMatchObject({ status: 400, errorCode: 201, details: 'Created 0 message(s)' });
    expect(answer.messages).toMatchObject([{ messageErrorCode: 304 }]);
  });

  it.each([
    ['no JSON', '{"messages":', 202],
    ['nothing', '', 202],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 202],
    ['a list', [], 202],
    ['a text for messages', { messages: 'x' }, 202],
    ['a number for a chat ID', payload(message({ to: [{ number: 987654321 }] })), 202],
    ['a list of numbers for to', payload(message({ to: ['987654321'] })), 202],
    ['an object for to', payload(message({ to: { number: '1' } })), 202],
    ['a text for body', payload(message({ body: 'hello' })), 202],
    ['a text for allowedChannels', payload(message({ allowedChannels: 'Telegram Messenger' })), 202],
    ['numbers in allowedChannels', payload(message({ allowedChannels: [1] })), 202],
    ['a number for a caption', payload(rich({ text: 1 })), 202],
    ['a text for a conversation item', payload(rich('hello')), 202],
    ['a text for a media address', payload(rich({ media: { mediaUri: 1 } })), 202],
    ['a text for a number of parts', payload(message({ maximumNumberOfMessageParts: '8' })), 202],
    ['a text among the messages', payload('hello'), 202],
    ['a number for the token', { messages: { authentication: { producttoken: 1 }, msg: [message()] } }, 202],
    ['no messages', {}, 203],
    ['no msg', { messages: {} }, 203],
    ['null for msg', { messages: { msg: null } }, 203],
    ['an object for msg', { messages: { msg: message() } }, 203],
    ['an empty msg', payload(), 203],
    ['1001 messages', payload(...Array.from({ length: 1001 }, () => message())), 203],
  ])('refuses %s as a whole', async (_, body, errorCode) => {
    expect(await post(openSandbox(), body)).toMatchObject({ status: 400, errorCode, messages: [] });
  });

  it('takes 1000 messages', async () => {
    const answer = await post(openSandbox(), payload(...Array.from({ length: 1000 }, () => message())));
    expect(answer).toMatchObject({ status: 200, details: 'Created 1000 message(s)' });
  });

  it.each([
    ['GET', '/v1.0/message', 405, {}],
    ['PUT', '/v1.0/message', 405, {}],
    ['POST', '/', 404, {}],
    ['POST', '/v1.0/message/', 404, {}],
    ['POST', '/v1.0/message', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['POST', '/v1.0/message', 415, { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('answers %s %s with %i in JSON', async (method, path, status, headers) => {
    const over = { method, url: `http://127.0.0.1${path}`, headers: { 'x-cm-producttoken': TOKEN, ...headers } };
    const answer = await post(openSandbox(), payload(message()), over);
    expect(answer).toMatchObject({ status, errorCode: 999, messages: [] });
  });

  it('needs no Content-Type, and does not mind a query', async () => {
    const over = { url: 'http://[::1]:8787/v1.0/message?x=1', headers: { 'X-CM-ProductToken': TOKEN } };
    expect(await post(openSandbox(), payload(message()), over)).toMatchObject({ status: 200 });
  });

  it('stops for a signal', async () => {
    const over = { signal: AbortSignal.abort() };
    await expect(post(openSandbox(), payload(message()), over)).rejects.toMatchObject({
      failure: 'aborted',
      written: false,
    });
  });
});

describe('product tokens', () => {
  const none = { headers: {} };
  const inBody = (key: string, token: unknown) => ({
    messages: { authentication: { [key]: token }, msg: [message()] },
  });

  it.each(['producttoken', 'productToken', 'ProductToken'])('takes one from the body as %s', async (key) => {
    expect(await post(openSandbox(), inBody(key, 'any'), none)).toMatchObject({ status: 200 });
  });

  it.each([
    ['none', payload(message()), none],
    ['an empty one in the header', payload(message()), { headers: { 'x-cm-producttoken': ' ' } }],
    ['an empty one in the body', inBody('producttoken', ''), none],
    ['null in the body', inBody('producttoken', null), none],
  ])('refuses %s', async (_, body, over) => {
    expect(await post(openSandbox(), body, over)).toEqual({
      status: 400,
      details: 'No account found for the given authentication',
      errorCode: 101,
      messages: [],
    });
  });

  it('takes only the one that is set, the header before the body', async () => {
    const sandbox = openSandbox({ token: TOKEN });
    expect(await post(sandbox, payload(message()))).toMatchObject({ status: 200 });
    expect(await post(sandbox, inBody('producttoken', TOKEN), none)).toMatchObject({ status: 200 });
    expect(await post(sandbox, inBody('producttoken', 'other'), none)).toMatchObject({ status: 400, errorCode: 101 });
    const other = { headers: { 'x-cm-producttoken': 'other' } };
    expect(await post(sandbox, inBody('producttoken', TOKEN), other)).toMatchObject({ status: 400, errorCode: 101 });
  });
});

describe('verdicts on messages', () => {
  const verdict = async (msg: unknown) => (await post(openSandbox(), payload(msg))).messages[0]?.messageErrorCode;

  it.each([
    ['without from', message({ from: undefined }), 301],
    ['with a blank from', message({ from: ' ' }), 301],
    ['with null for from', message({ from: null }), 301],
    ['with a bot token for from', message({ from: `110201543:${'A'.repeat(35)}` }), 301],
    ['without to', message({ to: undefined }), 302],
    ['with an empty to', message({ to: [] }), 302],
    ['with 1001 recipients', message({ to: Array.from({ length: 1001 }, () => ({ number: '1' })) }), 302],
    ['with 1000 recipients', message({ to: Array.from({ length: 1000 }, () => ({ number: '1' })) }), 0],
    ['without a number', message({ to: [{}] }), 303],
    ['to a phone number', message({ to: [{ number: '+31 6 1234' }] }), 303],
    ['to a user name', message({ to: [{ number: '@somebody' }] }), 303],
    ['to a group', message({ to: [{ number: '-1001234567890' }] }), 0],
    ['to an ID out of range', message({ to: [{ number: '9'.repeat(20) }] }), 303],
    ['with only invisible characters', message({ body: { content: ' \n\u200b\ufeff\t' } }), 304],
    ['with half a character', message({ body: { content: 'a\ud83d' } }), 304],
    ['with an empty conversation and body', message({ body: { content: '' }, richContent: { conversation: [] } }), 304],
    ['with an empty item', rich({}), 304],
    ['with an empty text in an item', rich({ text: 'a' }, { text: '' }), 304],
    ['with an empty media object and no text', rich({ media: { mediaUri: '', mediaName: '', mimeType: '' } }), 304],
    ['with an empty media object and a text', rich({ text: 'a', media: { mediaUri: '' } }), 0],
    ['with rich content and no body', message({ body: undefined, richContent: { conversation: [{ text: 'a' }] } }), 0],
    ['with a location', rich({ location: { latitude: '1' } }), 0],
    ['with media that has no address', rich({ media: { mimeType: 'image/png' } }), 305],
    ['with a file path for media', rich({ media: { ...image, mediaUri: 'file:///etc/hosts' } }), 305],
    ['with a relative address for media', rich({ media: { ...image, mediaUri: 'a.jpg' } }), 305],
    [
      'with media that has no name',
      rich({ media: { mediaUri: 'http://example.com/a.mp3', mimeType: 'audio/mp3' } }),
      0,
    ],
    ['with six items', rich(...Array.from({ length: 6 }, () => ({ text: 'a' }))), 0],
    ['with a grouping of 100 characters', message({ customGrouping2: 'a'.repeat(100) }), 0],
    ['with a grouping of 101 characters', message({ customGrouping2: 'a'.repeat(101) }), 305],
    ['with a validity in hours', message({ validity: '2h' }), 0],
    ['with an absolute validity', message({ validity: '2027-04-20 11:50:05 GMT' }), 0],
    ['with a validity in words', message({ validity: 'tomorrow' }), 305],
    ['with a GUID for a reference', message({ reference: TOKEN }), 0],
    ['with 4096 code points', message({ body: { content: '😀'.repeat(4096) } }), 0],
    ['with 4097 code points', message({ body: { content: '😀'.repeat(4097) } }), 307],
    ['with 4097 of which one is deleted', message({ body: { content: `a\r${'a'.repeat(4095)}` } }), 0],
    ['with 5000 of which the last ones are blanks', message({ body: { content: 'a'.padEnd(5000) } }), 0],
    ['with a caption of 1024', rich({ text: 'a'.repeat(1024), media: image }), 0],
    ['with a caption of 1025', rich({ text: 'a'.repeat(1025), media: image }), 307],
    ['with an item of 4097', rich({ text: 'a' }, { text: 'a'.repeat(4097) }), 307],
    [
      'for another channel with a long text',
      message({ allowedChannels: ['RCS'], body: { content: 'a'.repeat(5000) } }),
      0,
    ],
    ['for a channel nobody knows', message({ allowedChannels: [' SMS', 'Pigeon'] }), 0],
    ['with unknown keys', { ...message(), $type: 'x', suggestions: 1, constructor: 1 }, 0],
  ])('a message %s', async (_, msg, code) => {
    expect(await verdict(msg)).toBe(code);
  });

  it('reads keys in any case, the last one of a kind', async () => {
    const body = `{"Messages":{"MSG":[{"FROM":"1","To":[{"Number":"2"}],"body":{"content":""},
      "AllowedChannels":["Telegram Messenger"],"body":{"CONTENT":"hello","__proto__":{"content":1}}}]}}`;
    const sandbox = openSandbox();
    expect(await post(sandbox, body)).toMatchObject({ status: 200 });
    expect(sandbox.messages()).toMatchObject([{ from: '1', to: '2', shown: [{ kind: 'text', text: 'hello' }] }]);
  });

  it('survives a body nested very deep', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(await post(openSandbox(), `{"messages":{"msg":[]},"x\\u0061":${deep}}`)).toMatchObject({ errorCode: 203 });
  });
});

describe('what is remembered', () => {
  it('keeps accepted messages in order, with what Telegram shows', async () => {
    let now = 1000;
    const sandbox = openSandbox({ clock: { now: () => now++ } });
    await post(sandbox, payload(message({ to: [{ number: '1' }, { number: 'x' }, { number: '2' }], reference: 'r' })));
    await post(sandbox, payload(rich({ text: 'caption', media: image })));
    expect(sandbox.messages()).toEqual([
      {
        ...{ id: 1, exchange: 1, receivedAt: 1000, from: '123456789', to: '1', reference: 'r', telegram: true },
        ...{ allowedChannels: ['Telegram Messenger'], shown: [{ kind: 'text', text: 'hello' }] },
        groupings: ['', '', ''],
      },
      expect.objectContaining({ id: 2, exchange: 1, to: '2' }),
      expect.objectContaining({
        id: 3,
        exchange: 2,
        receivedAt: 1001,
        shown: [
          { kind: 'image', media: { name: 'a.jpg', uri: image.mediaUri, mimeType: 'image/jpeg' }, caption: 'caption' },
        ],
      }),
    ]);
    sandbox.reset();
    expect([sandbox.messages(), sandbox.exchanges()]).toEqual([[], []]);
  });

  it('shows nothing for other channels, and everything without a channel', async () => {
    const sandbox = openSandbox();
    await post(sandbox, payload(message({ allowedChannels: ['WhatsApp'] }), message({ allowedChannels: undefined })));
    expect(sandbox.messages()).toMatchObject([
      { telegram: false, shown: [] },
      { telegram: true, shown: [{ kind: 'text' }] },
    ]);
  });

  it('reports every request, with the row of the table behind each refusal', async () => {
    const seen: Exchange[] = [];
    const sandbox = openSandbox({ onExchange: (exchange) => seen.push(exchange) });
    await post(sandbox, payload(message({ to: [{ number: '+1' }, { number: '2' }], reference: 'r' })));
    await post(sandbox, 'nonsense');
    expect(seen).toEqual(sandbox.exchanges());
    expect(seen).toMatchObject([
      {
        ...{ id: 1, method: 'POST', path: '/v1.0/message', status: 200, errorCode: 201, accepted: [{ to: '2' }] },
        refused: [{ to: '+1', reference: 'r', behaviour: 'number-not-numeric', errorCode: 303 }],
      },
      {
        id: 2,
        status: 400,
        errorCode: 202,
        raw: 'nonsense',
        accepted: [],
        refused: [{ to: null, behaviour: 'json-malformed' }],
      },
    ]);
  });

  it('forgets the oldest', async () => {
    const sandbox = openSandbox({ keep: 3 });
    for (let i = 0; i < 10; i++) await post(sandbox, payload(message()));
    expect(sandbox.messages().map(({ id }) => id)).toEqual([8, 9, 10]);
    expect(sandbox.exchanges().map(({ id }) => id)).toEqual([8, 9, 10]);
  });

  it.each([
    ['in the header', JSON.stringify(payload(message())), { 'x-cm-producttoken': TOKEN }],
    ['in the body', `{"messages":{"authentication":{"ProductToken" : "${TOKEN}"},"msg":[]}}`, {}],
    [
      'in the body with an escaped key',
      `{"messages":{"authentication":{"product\\u0074oken":"${TOKEN}"},"msg":[]}}`,
      {},
    ],
    [
      'written with escapes',
      `{"messages":{"authentication":{"producttoken":"\\u0030${TOKEN.slice(1)}"},"msg":[]}}`,
      {},
    ],
    ['as somebody else’s header', '{}', { authorization: `Bearer ${TOKEN}`, cookie: `t=${TOKEN}` }],
    ['in the text', JSON.stringify(payload(message({ body: { content: TOKEN } }))), { 'x-cm-producttoken': TOKEN }],
    ['in a body that is no JSON', `{"producttoken": "${TOKEN}"`, {}],
  ])('never keeps a token %s', async (_, body, headers) => {
    const sandbox = openSandbox();
    await post(sandbox, body, { headers });
    const memory = JSON.stringify(sandbox.exchanges());
    expect(sandbox.exchanges()).toHaveLength(1);
    expect(memory).not.toContain(TOKEN.slice(1));
    expect(memory).toContain('[redacted]');
  });

  it('keeps the rest of the body as it came, even with a token of one letter', async () => {
    const sandbox = openSandbox();
    const body = ` {"messages":{ "authentication":{"producttoken":"e"},"msg":[${JSON.stringify(message())}]}}\n`;
    await post(sandbox, body, { headers: {} });
    expect(sandbox.exchanges()[0]?.raw).toBe(body.replace('"e"', '"[redacted]"'));
  });
});
