import { parseIpv4 } from './ip-address.js';
import { findPrivateAddress } from './public-address.js';

export { findPrivateAddress };

/**
 * Why a host cannot be reached from outside, or undefined when nothing speaks against it. Takes what the URL parser
 * made of a host, and any other spelling too: decimal, octal, hexadecimal and full-width digits, percent signs.
 */
export function findPrivateHost(hostname: string): string | undefined {
  const host = normalizeHost(hostname);
  if (host === undefined) return 'not a host';
  if (host.startsWith('[')) return findPrivateAddress(host.slice(1, -1));
  if (parseIpv4(host) !== undefined) return findPrivateAddress(host);
  return findPrivateName(host);
}

/** Lower-case, without final dots, every notation of an address brought into one form; undefined when it is no host. */
function normalizeHost(hostname: string): string | undefined {
  const bare = hostname.toLowerCase().replace(/\.+$/, '');
  // The usual name costs no second parse.
  if (/^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/.test(bare) || bare === '') return bare;
  if (/[/?#@\\\s]/.test(bare)) return undefined;
  const isBareIpv6 = !bare.startsWith('[') && bare.includes(':');
  const authority = (isBareIpv6 ? `[${bare}]` : bare).replace(/%[^\]]*\]$/, ']');
  if (!URL.canParse(`http://${authority}/`)) return undefined;
  return new URL(`http://${authority}/`).hostname.replace(/\.+$/, '');
}

/**
 * Special-use names of RFC 6761, RFC 6762, RFC 8375 and RFC 9476, the ones ICANN keeps out of the root for private
 * use, and what resolvers and containers call this machine.
 */
const privateEndings = [
  'localhost',
  'localhost6',
  'localdomain',
  'localdomain4',
  'localdomain6',
  'local',
  'internal',
  'intranet',
  'private',
  'lan',
  'home',
  'corp',
  'svc',
  'home.arpa',
  'in-addr.arpa',
  'ip6.arpa',
  'test',
  'invalid',
  'example',
  'alt',
  'onion',
];

function findPrivateName(host: string): string | undefined {
  if (host === '') return 'no host';
  for (const ending of privateEndings) {
    if (host === ending || host.endsWith(`.${ending}`)) return `.${ending} is a private name`;
  }
  return host.includes('.') ? undefined : 'a name without a dot';
}
