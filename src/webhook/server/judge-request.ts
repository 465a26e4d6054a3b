import type { IncomingMessage } from 'node:http';

/** Why a request is not taken, with the status that says so. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly text: string;
}

export const refusals = {
  framing: { status: 400, reason: 'Bad Request', text: 'Bad request' },
  notFound: { status: 404, reason: 'Not Found', text: 'Not found' },
  method: { status: 405, reason: 'Method Not Allowed', text: 'Only POST is taken here' },
  tooLarge: { status: 413, reason: 'Payload Too Large', text: 'The body is too large' },
  notStored: { status: 503, reason: 'Service Unavailable', text: 'Could not be stored, please try again' },
} as const satisfies Record<string, Refusal>;

/** What goes with a refusal. Its connection is closed. */
export function refusalHeaders({ status, text }: Refusal): Record<string, string | number> {
  return {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': text.length + 1,
    connection: 'close',
    ...(status === 405 ? { allow: 'POST' } : {}),
    ...(status === 503 ? { 'retry-after': '30' } : {}),
  };
}

/** Origin form, visible ASCII, no fragment: RFC 9112, section 3.2.1. */
export const targetForm = /^\/[!-"$-~]*$/;
/** RFC 9110, section 7.2, and the underscore that people use all the same. */
export const hostValue = /^[\w.~%!$&'()*+,;=:[\]-]*$/;

/**
 * Whether the framing is above doubt. Node's parser refuses most of what RFC 9112 forbids; it lets pass two Host
 * headers, absolute targets, HTTP/2.0 as a version, and codings other than `chunked`. Where two parties may read a
 * request differently, one request can be smuggled behind another, so each of these is refused.
 */
export function isWellFramed(request: IncomingMessage): boolean {
  const { rawHeaders, httpVersionMinor } = request;
  if (request.httpVersionMajor !== 1 || !targetForm.test(request.url ?? '')) return false;
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (isNamed(name, 'host')) {
      hosts += 1;
      if (!hostValue.test(rawHeaders[i + 1] ?? '')) return false;
    }
    // HTTP/1.0 knows no transfer codings: such a request is faulty (RFC 9112, section 6.1).
    const isCoding = isNamed(name, 'transfer-encoding');
    if (isCoding && (httpVersionMinor === 0 || rawHeaders[i + 1]?.toLowerCase() !== 'chunked')) return false;
  }
  return hosts === 1 || (hosts === 0 && httpVersionMinor === 0);
}

/** The length is looked at first: most names need no lower-case copy. */
function isNamed(name: string, wanted: string): boolean {
  return name.length === wanted.length && name.toLowerCase() === wanted;
}
