import { isIP } from 'node:net';
import type { ProbeResult, UnreachableReason } from '../core/rules/probe-result.js';
import { ForbiddenPeerError, type ProbeHttp, type ProbeResponse } from '../http/probe-http.js';
import { inspectResponse } from './inspect-response.js';
import { findAddressObstacle, findUrlObstacle, isAllowedAddress, type ProbePolicy } from './probe-guard.js';

/** Enough for every signature and for the dimensions of nearly every image; nobody is made to send more. */
export const MOST_BYTES = 64 * 1024;
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** What one probe needs besides the address. */
export interface ProbeUrlOptions extends ProbePolicy {
  readonly userAgent: string;
  /** Ends everything: the time allowed is over, or the user interrupted. */
  readonly signal: AbortSignal;
}

/** A step of a probe ended it: thrown from any depth, caught in one place, turned into the result. */
class ProbeEnd extends Error {
  readonly result: ProbeResult;
  constructor(result: ProbeResult) {
    super('The probe is over.');
    this.result = result;
  }
}

/**
 * Looks at one address: HEAD, then GET of the first bytes, redirects by hand. Every address on the way is checked
 * before a connection is opened, and each name is looked up once. Rejects only when the signal is aborted.
 */
export async function probeUrl(given: string, options: ProbeUrlOptions, http: ProbeHttp): Promise<ProbeResult> {
  if (!URL.canParse(given)) return { kind: 'skipped', reason: 'not-an-address', host: '', redirected: false };
  const known = new Map<string, readonly string[]>();
  let url = new URL(given);
  let redirects = 0;

  const end = (rest: Omit<ProbeResult, 'host' | 'redirected'> & Record<string, unknown>): ProbeEnd =>
    new ProbeEnd({ ...rest, host: url.hostname, redirected: redirects > 0 } as ProbeResult);

  const resolve = async (): Promise<readonly string[]> => {
    const obstacle = findUrlObstacle(url, options);
    if (obstacle !== undefined) throw end(obstacle);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const before = known.get(host);
    if (before !== undefined) return before;
    const addresses = isIP(host) === 0 ? await http.lookup(host, options.signal) : [host];
    if (addresses.length === 0) throw end({ kind: 'unreachable', reason: 'name-lookup' });
    const why = findAddressObstacle(addresses, options);
    if (why !== undefined) throw end({ kind: 'private', why });
    known.set(host, addresses);
    return addresses;
  };

  /** Of several addresses the first that takes the connection, as every client does it. */
  const ask = async (method: 'HEAD' | 'GET', addresses: readonly string[]): Promise<ProbeResponse> => {
    const [address = '', ...others] = addresses;
    try {
      return await http.request({
        method,
        url,
        address,
        headers: {
          'user-agent': options.userAgent,
          accept: '*/*',
          'accept-encoding': 'identity',
          ...(method === 'GET' ? { range: `bytes=0-${MOST_BYTES - 1}` } : {}),
        },
        maxBytes: MOST_BYTES,
        isAllowed: (peer) => isAllowedAddress(unmap(peer), options),
        signal: options.signal,
      });
    } catch (error) {
      const isClosed = ['connection-refused', 'network'].includes(explain(error));
      if (others.length === 0 || !isClosed || error instanceof ForbiddenPeerError) throw error;
      return ask(method, others);
    }
  };

  /** Follows redirects, each checked as the first address was. */
  const fetch = async (method: 'HEAD' | 'GET'): Promise<ProbeResponse> => {
    for (;;) {
      const response = await ask(method, await resolve());
      const location = response.headers['location'];
      if (!REDIRECTS.has(response.status) || location === undefined) return response;
      redirects++;
      if (redirects > MOST_REDIRECTS) throw end({ kind: 'unreachable', reason: 'too-many-redirects' });
      if (!URL.canParse(location, url.href)) throw end({ kind: 'unreachable', reason: 'bad-redirect' });
      url = new URL(location, url.href);
    }
  };

  try {
    const head = await tryHead(() => fetch('HEAD'), options.signal);
    const body = await fetch('GET');
    const file = await inspectResponse(head, body);
    return { kind: 'answered', status: statusOf(body), file, host: url.hostname, redirected: redirects > 0 };
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    if (error instanceof ProbeEnd) return error.result;
    return error instanceof ForbiddenPeerError
      ? end({ kind: 'private', why: 'the connection ended at another address' }).result
      : end({ kind: 'unreachable', reason: explain(error) }).result;
  }
}

/** Many servers know no HEAD: they refuse it, or close the connection. What they say to GET counts. */
async function tryHead(
  fetchHead: () => Promise<ProbeResponse>,
  signal: AbortSignal,
): Promise<ProbeResponse | undefined> {
  try {
    const response = await fetchHead();
    return response.status >= 200 && response.status < 300 ? response : undefined;
  } catch (error) {
    // Without a connection GET fares no better, and an obstacle stays one.
    if (signal.aborted || error instanceof ProbeEnd || error instanceof ForbiddenPeerError) throw error;
    if (['name-lookup', 'connection-refused', 'tls'].includes(explain(error))) throw error;
    return undefined;
  }
}

/** 416 to the first bytes means that there are none: the file is there, and empty. */
function statusOf({ status }: ProbeResponse): number {
  return status === 206 || status === 416 ? 200 : status;
}

/** A socket of both families shows an IPv4 peer as `::ffff:1.2.3.4`. */
function unmap(address: string): string {
  const match = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return match?.[1] ?? address;
}

function explain(error: unknown): UnreachableReason {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(?:EAI_|ENOTFOUND$|ENODATA$|ESERVFAIL$)/.test(code)) return 'name-lookup';
  if (code === 'ECONNREFUSED') return 'connection-refused';
  if (code === 'ERR_TLS') return 'tls';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (/^HPE_/.test(code)) return 'not-http';
  return /^(?:ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|)$/.test(code) ? 'connection-lost' : 'network';
}
