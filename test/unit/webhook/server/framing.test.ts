import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange, startServer, type TestServer } from '../harness.js';

/*
 * Requests that two parties could read differently, after RFC 9112 (and 9110 for Host). Behind each stands a second,
 * well-formed request: if that is stored, something was smuggled.
 */
const host = 'Host: a';
const smuggled = 'POST /smuggled HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nsmuggled';

function build(lines: readonly string[], body = ''): string {
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

const line = 'POST / HTTP/1.1';
const length = 'Content-Length: 4';
const chunked = 'Transfer-Encoding: chunked';
const good = '4\r\nbody\r\n0\r\n\r\n';

const attacks: readonly (readonly [name: string, bytes: string])[] = [
  ['bare LF as line end', `POST / HTTP/1.1\nHost: a\nContent-Length: 4\n\nbody`],
  ['bare LF after one header', `${line}\r\n${host}\n${length}\r\n\r\nbody`],
  ['bare CR inside a header value', build([line, host, 'X: a\rY: b', length], 'body')],
  ['bare CR as line end', `${line}\r${host}\r${length}\r\r\nbody`],
  ['obs-fold with a space', build([line, host, 'X: a', ' folded', length], 'body')],
  ['obs-fold with a tab', build([line, host, 'X: a', '\tfolded', length], 'body')],
  ['a space before the first header', build([line, ` ${host}`, length], 'body')],
  ['Content-Length and Transfer-Encoding', build([line, host, length, chunked], good)],
  ['Transfer-Encoding and Content-Length', build([line, host, chunked, length], good)],
  ['two different Content-Length', build([line, host, length, 'Content-Length: 5'], 'body')],
  ['two equal Content-Length', build([line, host, length, length], 'body')],
  ['a list in Content-Length', build([line, host, 'Content-Length: 4, 4'], 'body')],
  ['a sign in Content-Length', build([line, host, 'Content-Length: +4'], 'body')],
  ['a negative Content-Length', build([line, host, 'Content-Length: -4'], 'body')],
  ['hexadecimal in Content-Length', build([line, host, 'Content-Length: 0x4'], 'body')],
  ['a fraction in Content-Length', build([line, host, 'Content-Length: 4.0'], 'body')],
  ['digits apart in Content-Length', build([line, host, 'Content-Length: 4 4'], 'body')],
  ['an empty Content-Length', build([line, host, 'Content-Length:'], 'body')],
  ['an overflowing Content-Length', build([line, host, 'Content-Length: 18446744073709551620'], 'body')],
  ['a space before the colon', build([line, host, 'Content-Length : 4'], 'body')],
  ['a NUL in a header value', build([line, host, 'X: a\0b', length], 'body')],
  ['a NUL in a header name', build([line, host, 'X\0: a', length], 'body')],
  ['an empty header name', build([line, host, ': a', length], 'body')],
  ['a header without a colon', build([line, host, 'Nonsense', length], 'body')],
  ['a control character in a header name', build([line, host, 'X\x07Y: a', length], 'body')],
  ['two Hosts', build([line, host, 'Host: b', length], 'body')],
  ['two equal Hosts', build([line, host, host, length], 'body')],
  ['no Host', build([line, length], 'body')],
  ['a Host with a space', build([line, 'Host: a b', length], 'body')],
  ['a Host with a path', build([line, 'Host: a/b', length], 'body')],
  ['a Host with a user', build([line, 'Host: user@a', length], 'body')],
  ['absolute form', build(['POST http://a/ HTTP/1.1', host, length], 'body')],
  ['authority form', build(['POST a:80 HTTP/1.1', host, length], 'body')],
  ['a target without a slash', build(['POST webhook HTTP/1.1', host, length], 'body')],
  ['a space in the target', build(['POST /a b HTTP/1.1', host, length], 'body')],
  ['a tab in the request line', build(['POST\t/ HTTP/1.1', host, length], 'body')],
  ['a control character in the target', build(['POST /\x01 HTTP/1.1', host, length], 'body')],
  ['a raw byte in the target', build(['POST /\xe9 HTTP/1.1', host, length], 'body')],
  ['a fragment in the target', build(['POST /#x HTTP/1.1', host, length], 'body')],
  ['no version', build(['POST /', host, length], 'body')],
  ['version 2.0', build(['POST / HTTP/2.0', host, length], 'body')],
  ['version 0.9', build(['POST / HTTP/0.9', host, length], 'body')],
  ['version 1.2', build(['POST / HTTP/1.2', host, length], 'body')],
  ['a version in lower case', build(['POST / http/1.1', host, length], 'body')],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['an unknown method', build(['POSTS / HTTP/1.1', host, length], 'body')],
  ['a method in lower case', build(['post / HTTP/1.1', host, length], 'body')],
  ['CONNECT', build(['CONNECT a:80 HTTP/1.1', host])],
  ['Transfer-Encoding in HTTP/1.0', build(['POST / HTTP/1.0', host, chunked], good)],
  ['an unknown coding', build([line, host, 'Transfer-Encoding: xchunked'], good)],
  ['identity as coding', build([line, host, 'Transfer-Encoding: identity'], good)],
  ['chunked that is not last', build([line, host, 'Transfer-Encoding: chunked, gzip'], good)],
  ['another coding before chunked', build([line, host, 'Transfer-Encoding: gzip, chunked'], good)],
  ['chunked twice', build([line, host, chunked, chunked], good)],
  ['a vertical tab around chunked', build([line, host, 'Transfer-Encoding: \x0bchunked'], good)],
  ['a chunk size with 0x', build([line, host, chunked], '0x4\r\nbody\r\n0\r\n\r\n')],
  ['a chunk size with a sign', build([line, host, chunked], '+4\r\nbody\r\n0\r\n\r\n')],
  ['a chunk size that is no number', build([line, host, chunked], 'zz\r\nbody\r\n0\r\n\r\n')],
  ['a chunk size that overflows', build([line, host, chunked], '10000000000000004\r\nbody\r\n0\r\n\r\n')],
  ['a chunk that is longer than its size', build([line, host, chunked], '3\r\nbody\r\n0\r\n\r\n')],
  ['a chunk ended by LF', build([line, host, chunked], '4\r\nbody\n0\r\n\r\n')],
  ['a chunk size ended by LF', build([line, host, chunked], '4\nbody\r\n0\r\n\r\n')],
  ['20 kB of chunk extensions', build([line, host, chunked], `4;${'x'.repeat(20_000)}\r\nbody\r\n0\r\n\r\n`)],
  ['20 kB of headers', build([line, host, `X: ${'x'.repeat(20_000)}`, length], 'body')],
  ['TLS on the plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
];

describe('HTTP/1.1 framing attacks', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  it('are at least thirty', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(30);
  });

  it.concurrent.each(attacks)('refuses %s', async (_name, bytes) => {
    const answer = await exchange(server.port, bytes + smuggled, 4000);
    // One answer that is no success, or none at all; then the connection is closed.
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
    expect(statuses.length).toBeLessThanOrEqual(1);
    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
    expect(answer === '' || /connection: close/i.test(answer)).toBe(true);
  });

  it('stored none of them, and nothing behind them', async () => {
    expect(server.batches.flatMap(({ webhooks }) => webhooks.map(({ raw }) => raw))).toEqual([]);
    const answer = await exchange(server.port, build([line, host, chunked], good), 300);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(server.batches).toHaveLength(1);
  });
});
