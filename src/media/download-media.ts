import { mediaHosts } from '../core/channel/cm.js';
import type { ProbeHttp } from '../http/probe-http.js';
import { findAddressObstacle, findUrlObstacle, isAllowedAddress, type ProbePolicy } from './probe-guard.js';

export interface DownloadOptions {
  readonly http: ProbeHttp;
  /** Goes to the hosts of `mediaHosts` and to no others. */
  readonly token: string | undefined;
  readonly maxBytes: number;
  readonly policy?: Partial<ProbePolicy> | undefined;
  readonly signal: AbortSignal;
}

/** A file, or why there is none. `contentType` is what the server said. */
export type Download =
  | { readonly bytes: Uint8Array; readonly contentType: string; readonly withToken: boolean }
  | { readonly refused: string };

/**
 * Downloads a file that somebody sent. The address comes from outside, so it must be https, public under every address
 * its name has, and redirects are not followed. The product token goes to CM's media hosts only.
 */
export async function downloadMedia(uri: string, options: DownloadOptions): Promise<Download> {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url === undefined) return { refused: 'not an address' };
  const policy: ProbePolicy = { allowHttp: false, allowLoopback: false, ...options.policy };
  const obstacle = findUrlObstacle(url, policy);
  if (obstacle !== undefined) {
    return {
      refused:
        obstacle.kind === 'private'
          ? `${url.hostname}: ${obstacle.why}`
          : (skipWords[obstacle.reason] ?? obstacle.reason),
    };
  }
  try {
    return await fetchFile(url, policy, options);
  } catch (error) {
    return { refused: options.signal.aborted ? 'not complete within the time allowed' : describe(error) };
  }
}

const skipWords: Readonly<Record<string, string>> = {
  scheme: 'not an https address',
  http: 'plain http is not downloaded',
  credentials: 'an address with a user name or a password',
  port: 'an unusual port',
};

async function fetchFile(url: URL, policy: ProbePolicy, options: DownloadOptions): Promise<Download> {
  const { http, signal, maxBytes } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = url.hostname.startsWith('[') || /^[\d.]+$/.test(host);
  const addresses = isAddress ? [host] : await http.lookup(host, signal);
  const why = findAddressObstacle(addresses, policy);
  const [address] = addresses;
  if (address === undefined) return { refused: `${url.hostname} has no address` };
  if (why !== undefined) return { refused: `${url.hostname}: ${why}` };
  const token = mayHaveToken(url) ? options.token : undefined;
  const response = await http.request({
    method: 'GET',
    url,
    address,
    headers: {
      accept: '*/*',
      'accept-encoding': 'identity',
      ...(token === undefined ? {} : { 'x-cm-producttoken': token }),
    },
    maxBytes,
    isAllowed: (peer) => isAllowedAddress(peer, policy),
    signal,
  });
  if (response.status !== 200) {
    const isRedirect = response.status >= 300 && response.status < 400;
    return { refused: `HTTP ${response.status}${isRedirect ? '; redirects are not followed' : ''}` };
  }
  if (!response.complete) return { refused: `larger than ${maxBytes} bytes` };
  return {
    bytes: response.body,
    contentType: response.headers['content-type'] ?? '',
    withToken: token !== undefined,
  };
}

/** Exact hosts on the standard port: a name that merely ends like CM's may be anybody's. */
function mayHaveToken({ protocol, hostname, port }: URL): boolean {
  return protocol === 'https:' && port === '' && mediaHosts.value.includes(hostname);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
