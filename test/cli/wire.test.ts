import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCanary } from '../support/canary.js';
import { type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { runBinary } from '../support/run-cli.js';

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer(faults.acceptAll());
});
afterEach(() => server.close());

const env = { CMTG_PRODUCT_TOKEN: plainCanary };
const send = (...args: string[]) => runBinary([...args, '--endpoint', server.url, '--from', '123456789'], { env });
const body = (index = 0) => JSON.parse(server.requests[index]?.body ?? 'null');

describe('the bytes on the wire', () => {
  test('a text is the first request body of CM’s Telegram page, with a reference', async () => {
    const { code } = await send('send', '--to', '987654321', '--reference', 'ref1', 'CM.com - Be part of it.');
    expect(code).toBe(0);
    expect(server.requests).toHaveLength(1);
    expect(body()).toEqual({
      messages: {
        msg: [
          {
            from: '123456789',
            to: [{ number: '987654321' }],
            body: { type: 'auto', content: 'CM.com - Be part of it.' },
            allowedChannels: ['Telegram Messenger'],
            reference: 'ref1',
          },
        ],
      },
    });
  });

  test('text and image are the second request body of CM’s Telegram page', async () => {
    const uri = 'https://www.cm.com/cdn/web/nl-nl/blog/conversational-commerce.jpg';
    const { code } = await send(
      'send-media',
      '--to',
      '987654321',
      '--reference',
      'ref1',
      uri,
      '--caption',
      'CM.com - Be part of it.',
    );
    expect(code).toBe(0);
    expect(body()).toEqual({
      messages: {
        msg: [
          {
            from: '123456789',
            to: [{ number: '987654321' }],
            body: { content: '' },
            allowedChannels: ['Telegram Messenger'],
            richContent: {
              conversation: [
                {
                  text: 'CM.com - Be part of it.',
                  media: { mediaName: 'conversational-commerce.jpg', mediaUri: uri, mimeType: 'image/jpeg' },
                },
              ],
            },
            reference: 'ref1',
          },
        ],
      },
    });
  });

  test('the token is in the header and nowhere else', async () => {
    await send('send', '--to', '1', 'x');
    const [request] = server.requests;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/v1.0/message');
    expect(request?.headers['x-cm-producttoken']).toBe(plainCanary);
    expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(request?.headers['accept']).toBe('application/json');
    expect(request?.raw.toString('latin1').split(plainCanary)).toHaveLength(2);
  });

  test('tokenIn: body puts it where CM’s page has it', async () => {
    await runBinary(['send', '--endpoint', server.url, '--from', '1', '--to', '2', 'x'], {
      env: { ...env, CMTG_TOKEN_IN: 'body' },
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('x-cm-producttoken');
    expect(body().messages.authentication).toEqual({ producttoken: plainCanary });
  });

  test('several files are several conversation items, the caption on the first', async () => {
    await send('send-media', '--to', '1', 'https://example.com/a.jpg', 'https://example.com/b.pdf', '--caption', 'c');
    expect(body().messages.msg[0].richContent.conversation).toEqual([
      { text: 'c', media: { mediaName: 'a.jpg', mediaUri: 'https://example.com/a.jpg', mimeType: 'image/jpeg' } },
      { media: { mediaName: 'b.pdf', mediaUri: 'https://example.com/b.pdf', mimeType: 'application/pdf' } },
    ]);
  });

  test('--caption-as-text sends the media first, then the text as its own message', async () => {
    const { code } = await send(
      'send-media',
      '--to',
      '1',
      'https://example.com/a.jpg',
      '--caption',
      'c',
      '--caption-as-text',
    );
    expect(code).toBe(0);
    expect(server.requests).toHaveLength(2);
    expect(body(0).messages.msg[0].richContent.conversation[0]).not.toHaveProperty('text');
    expect(body(1).messages.msg[0].body).toEqual({ type: 'auto', content: 'c' });
    expect((server.requests[1]?.at ?? 0) - (server.requests[0]?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test('every recipient gets a message of its own with its own reference', async () => {
    await send('send', '--to', '1,2', '--to=-1001234567890', '--to', '2', 'x');
    const { msg } = body().messages;
    expect(msg.map((m: { to: unknown }) => m.to)).toEqual([
      [{ number: '1' }],
      [{ number: '2' }],
      [{ number: '-1001234567890' }],
    ]);
    const references = msg.map((m: { reference: string }) => m.reference);
    expect(new Set(references).size).toBe(3);
    for (const reference of references) expect(reference).toMatch(/^[0-9a-f]{32}$/);
  });

  test('--rich, --grouping and --validity', async () => {
    await send('send', '--to', '1', '--rich', '--grouping', 'a,b', '--grouping', 'c', '--validity', '2h', 'x');
    expect(body().messages.msg[0]).toMatchObject({
      body: { content: '' },
      richContent: { conversation: [{ text: 'x' }] },
      customGrouping: 'a',
      customGrouping2: 'b',
      customGrouping3: 'c',
      validity: '2h',
    });
  });

  test('a long text arrives byte for byte, in parts that join to it', async () => {
    const text = `${'Grüße 👩‍👩‍👧‍👦 from the other side. '.repeat(250)}\nend\n`;
    const result = await runBinary(['send', '--endpoint', server.url, '--from', '1', '--to', '2', '--split', '-'], {
      env,
      stdin: text,
    });
    expect(result.code).toBe(0);
    const parts = server.requests.map((request) => JSON.parse(request.body).messages.msg[0].body.content as string);
    expect(parts.length).toBeGreaterThan(1);
    // Less one final newline: the text came from stdin.
    expect(parts.join('')).toBe(text.slice(0, -1));
    expect(result.stdout).toContain(`part ${parts.length}/${parts.length}`);
  });
});
