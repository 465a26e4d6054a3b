import { createServer } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlainReader } from '../../../../src/webhook/server/read-plain-request.js';
import { framingAttacks } from './framing-attacks.js';

const maxBody = 1000;
const read = (text: string) => createPlainReader(maxBody)(Buffer.from(text, 'latin1'));
const plain = 'POST /cm?a=1 HTTP/1.1\r\nHost: a:80\r\nX-Odd: a  b\r\nContent-Length: 4\r\n\r\nbody';

describe('a plain request', () => {
  it('is read as it stands', () => {
    const call = read(plain);
    expect(call).toMatchObject({
      path: '/cm?a=1',
      rawHeaders: ['Host', 'a:80', 'X-Odd', 'a  b', 'Content-Length', '4'],
    });
    expect(JSON.parse(`{${call?.callJson}}`)).toEqual({
      method: 'POST',
      path: '/cm?a=1',
      headers: [
        ['Host', 'a:80'],
        ['X-Odd', 'a  b'],
        ['Content-Length', '4'],
      ],
    });
    expect(Buffer.from(call?.body ?? []).toString()).toBe('body');
  });

  it.each([
    ['half a body', plain.slice(0, -1)],
    ['half a head', plain.slice(0, 30)],
    ['no bytes', ''],
    ['the beginning of the next request', `${plain}P`],
    ['another method', plain.replace('POST', 'GET')],
    ['HTTP/1.0', plain.replace('HTTP/1.1', 'HTTP/1.0')],
    ['a wish to close', plain.replace('X-Odd: a  b', 'Connection: close')],
    ['a wish to be asked to go on', plain.replace('X-Odd: a  b', 'Expect: 100-continue')],
    ['an upgrade', plain.replace('X-Odd: a  b', 'Connection: upgrade\r\nUpgrade: websocket')],
    ['no length', plain.replace('Content-Length: 4', 'X: y')],
    ['a body over the limit', plain.replace('Length: 4', 'Length: 1001').replace('body', 'x'.repeat(1001))],
    ['a long head', plain.replace('a  b', 'x'.repeat(5000))],
    ['letters beyond ASCII in a header', plain.replace('a  b', 'ü')],
  ])('is none with %s: node:http has to look', (_name, text) => {
    expect(read(text)).toBeUndefined();
  });

  it.each(framingAttacks)('is none with %s', (_name, text) => {
    expect(read(text)).toBeUndefined();
  });

  it('has a body of any length up to the limit', () => {
    const reader = createPlainReader(maxBody);
    for (const length of [0, 1, maxBody]) {
      const text = plain.replace('Length: 4', `Length: ${length}`).replace('body', 'x'.repeat(length));
      expect(reader(Buffer.from(text))?.body.byteLength).toBe(length);
    }
  });

  it('is not mistaken for one with the same head and another body', () => {
    const reader = createPlainReader(maxBody);
    const bodies = ['body', 'ydob', '\r\n\r\n'];
    const texts = bodies.map((body) => plain.replace('body', body));
    expect(texts.map((text) => Buffer.from(reader(Buffer.from(text))?.body ?? []).toString())).toEqual(bodies);
  });
});

/** What node:http makes of bytes; undefined when it refuses them, or sees anything but one whole request. */
interface Seen {
  readonly path: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

describe('what is read as a plain request', () => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('latin1');
      seen.push({ path: request.url ?? '', rawHeaders: request.rawHeaders, body });
      response.end();
    });
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
  });
  afterAll(() => void server.close());

  const ask = (bytes: Buffer): Promise<readonly Seen[]> =>
    new Promise((resolve) => {
      seen.length = 0;
      const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
      socket.resume().on('error', () => {});
      socket.on('close', () => resolve([...seen]));
    });

  // Pieces that stand for a whole grammar and its edges; most mixtures of them are no plain requests.
  const name = fc.constantFrom(
    ...['Host', 'hOST', 'Content-Length', 'Transfer-Encoding', 'Connection', 'Expect', 'TE', 'X', 'X_y', 'X y', 'X\t'],
    ...['', 'Upgrade', 'Cookie', 'Trailer', 'Via'],
  );
  const value = fc.constantFrom(
    ...[
      'a',
      'a:80',
      '4',
      '04',
      '+4',
      '4 ',
      ' 4',
      '5',
      '4, 4',
      'chunked',
      'keep-alive',
      'Keep-Alive',
      'close',
      '',
      'a b',
    ],
    ...['a\tb', 'a\rb', 'a\nb', 'a\0b', 'ü', '"', '\\', 'x\x7f', 'x\x0b', '100-continue', 'user@a', 'a/b'],
  );
  const colon = fc.constantFrom(...Array(12).fill(': '), ':', ' : ', ':  ');
  const end = fc.constantFrom(...Array(12).fill('\r\n'), '\n', '\r', '\r\n ');
  const line = fc.tuple(name, colon, value, end).map((parts) => parts.join(''));
  const first = fc.constantFrom(
    ...Array(12).fill('POST /cm HTTP/1.1\r\n'),
    ...['POST / HTTP/1.1\r\n', 'POST  / HTTP/1.1\r\n', 'POST /#a HTTP/1.1\r\n', 'POST http://a/ HTTP/1.1\r\n'],
    ...['POST /\x80 HTTP/1.1\r\n', '\r\nPOST / HTTP/1.1\r\n', 'POST / HTTP/1.0\r\n', 'post / HTTP/1.1\r\n'],
  );
  const body = fc.constantFrom('body', 'body', 'bod', 'body!', '', '4\r\nbody\r\n0\r\n\r\n', '\r\n\r\n');
  // Mostly what every request has, and up to three lines of anything.
  const usual = fc.constantFrom(...Array(8).fill(['Host: a\r\n', 'Content-Length: 4\r\n']), ['Host: a\r\n'], []);
  const lines = fc
    .tuple(usual, fc.array(line, { maxLength: 3 }), fc.nat({ max: 3 }))
    .map(([some, others, at]) => [...others.slice(0, at), ...some, ...others.slice(at)].join(''));
  const request = fc.tuple(first, lines, body).map(([start, rest, last]) => `${start}${rest}\r\n${last}`);

  it('is read by node:http in the same way, to the last byte', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(request, async (text) => {
        const call = read(text);
        if (call === undefined) return;
        count += 1;
        const { path, rawHeaders, body: bytes } = call;
        expect(await ask(Buffer.from(text, 'latin1'))).toEqual([
          { path, rawHeaders, body: Buffer.from(bytes).toString('latin1') },
        ]);
      }),
      { numRuns: 5000 },
    );
    expect(count).toBeGreaterThan(300);
  });
});
