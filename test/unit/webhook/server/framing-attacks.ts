/*
 * Requests that two parties could read differently, after RFC 9112 (and 9110 for Host). Name and bytes of each.
 */
const host = 'Host: a';

export function buildRequest(lines: readonly string[], body = ''): string {
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

const line = 'POST / HTTP/1.1';
const length = 'Content-Length: 4';
const chunked = 'Transfer-Encoding: chunked';
const good = '4\r\nbody\r\n0\r\n\r\n';

export const framingAttacks: readonly (readonly [name: string, bytes: string])[] = [
  ['bare LF as line end', `POST / HTTP/1.1\nHost: a\nContent-Length: 4\n\nbody`],
  ['bare LF after one header', `${line}\r\n${host}\n${length}\r\n\r\nbody`],
  ['bare CR inside a header value', buildRequest([line, host, 'X: a\rY: b', length], 'body')],
  ['bare CR as line end', `${line}\r${host}\r${length}\r\r\nbody`],
  ['obs-fold with a space', buildRequest([line, host, 'X: a', ' folded', length], 'body')],
  ['obs-fold with a tab', buildRequest([line, host, 'X: a', '\tfolded', length], 'body')],
  ['a space before the first header', buildRequest([line, ` ${host}`, length], 'body')],
  ['Content-Length and Transfer-Encoding', buildRequest([line, host, length, chunked], good)],
  ['Transfer-Encoding and Content-Length', buildRequest([line, host, chunked, length], good)],
  ['two different Content-Length', buildRequest([line, host, length, 'Content-Length: 5'], 'body')],
  ['two equal Content-Length', buildRequest([line, host, length, length], 'body')],
  ['a list in Content-Length', buildRequest([line, host, 'Content-Length: 4, 4'], 'body')],
  ['a sign in Content-Length', buildRequest([line, host, 'Content-Length: +4'], 'body')],
  ['a negative Content-Length', buildRequest([line, host, 'Content-Length: -4'], 'body')],
  ['hexadecimal in Content-Length', buildRequest([line, host, 'Content-Length: 0x4'], 'body')],
  ['a fraction in Content-Length', buildRequest([line, host, 'Content-Length: 4.0'], 'body')],
  ['digits apart in Content-Length', buildRequest([line, host, 'Content-Length: 4 4'], 'body')],
  ['an empty Content-Length', buildRequest([line, host, 'Content-Length:'], 'body')],
  ['an overflowing Content-Length', buildRequest([line, host, 'Content-Length: 18446744073709551620'], 'body')],
  ['a space before the colon', buildRequest([line, host, 'Content-Length : 4'], 'body')],
  ['a NUL in a header value', buildRequest([line, host, 'X: a\0b', length], 'body')],
  ['a NUL in a header name', buildRequest([line, host, 'X\0: a', length], 'body')],
  ['an empty header name', buildRequest([line, host, ': a', length], 'body')],
  ['a header without a colon', buildRequest([line, host, 'Nonsense', length], 'body')],
  ['a control character in a header name', buildRequest([line, host, 'X\x07Y: a', length], 'body')],
  ['two Hosts', buildRequest([line, host, 'Host: b', length], 'body')],
  ['two equal Hosts', buildRequest([line, host, host, length], 'body')],
  ['no Host', buildRequest([line, length], 'body')],
  ['a Host with a space', buildRequest([line, 'Host: a b', length], 'body')],
  ['a Host with a path', buildRequest([line, 'Host: a/b', length], 'body')],
  ['a Host with a user', buildRequest([line, 'Host: user@a', length], 'body')],
  ['absolute form', buildRequest(['POST http://a/ HTTP/1.1', host, length], 'body')],
  ['authority form', buildRequest(['POST a:80 HTTP/1.1', host, length], 'body')],
  ['a target without a slash', buildRequest(['POST webhook HTTP/1.1', host, length], 'body')],
  ['a space in the target', buildRequest(['POST /a b HTTP/1.1', host, length], 'body')],
  ['a tab in the request line', buildRequest(['POST\t/ HTTP/1.1', host, length], 'body')],
  ['a control character in the target', buildRequest(['POST /\x01 HTTP/1.1', host, length], 'body')],
  ['a raw byte in the target', buildRequest(['POST /\xe9 HTTP/1.1', host, length], 'body')],
  ['a fragment in the target', buildRequest(['POST /#x HTTP/1.1', host, length], 'body')],
  ['no version', buildRequest(['POST /', host, length], 'body')],
  ['version 2.0', buildRequest(['POST / HTTP/2.0', host, length], 'body')],
  ['version 0.9', buildRequest(['POST / HTTP/0.9', host, length], 'body')],
  ['version 1.2', buildRequest(['POST / HTTP/1.2', host, length], 'body')],
  ['a version in lower case', buildRequest(['POST / http/1.1', host, length], 'body')],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['an unknown method', buildRequest(['POSTS / HTTP/1.1', host, length], 'body')],
  ['a method in lower case', buildRequest(['post / HTTP/1.1', host, length], 'body')],
  ['CONNECT', buildRequest(['CONNECT a:80 HTTP/1.1', host])],
  ['Transfer-Encoding in HTTP/1.0', buildRequest(['POST / HTTP/1.0', host, chunked], good)],
  ['an unknown coding', buildRequest([line, host, 'Transfer-Encoding: xchunked'], good)],
  ['identity as coding', buildRequest([line, host, 'Transfer-Encoding: identity'], good)],
  ['chunked that is not last', buildRequest([line, host, 'Transfer-Encoding: chunked, gzip'], good)],
  ['another coding before chunked', buildRequest([line, host, 'Transfer-Encoding: gzip, chunked'], good)],
  ['chunked twice', buildRequest([line, host, chunked, chunked], good)],
  ['a vertical tab around chunked', buildRequest([line, host, 'Transfer-Encoding: \x0bchunked'], good)],
  ['a chunk size with 0x', buildRequest([line, host, chunked], '0x4\r\nbody\r\n0\r\n\r\n')],
  ['a chunk size with a sign', buildRequest([line, host, chunked], '+4\r\nbody\r\n0\r\n\r\n')],
  ['a chunk size that is no number', buildRequest([line, host, chunked], 'zz\r\nbody\r\n0\r\n\r\n')],
  ['a chunk size that overflows', buildRequest([line, host, chunked], '10000000000000004\r\nbody\r\n0\r\n\r\n')],
  ['a chunk that is longer than its size', buildRequest([line, host, chunked], '3\r\nbody\r\n0\r\n\r\n')],
  ['a chunk ended by LF', buildRequest([line, host, chunked], '4\r\nbody\n0\r\n\r\n')],
  ['a chunk size ended by LF', buildRequest([line, host, chunked], '4\nbody\r\n0\r\n\r\n')],
  ['20 kB of chunk extensions', buildRequest([line, host, chunked], `4;${'x'.repeat(20_000)}\r\nbody\r\n0\r\n\r\n`)],
  ['20 kB of headers', buildRequest([line, host, `X: ${'x'.repeat(20_000)}`, length], 'body')],
  ['TLS on the plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
];
