import { parseIpv4, parseIpv6 } from './ip-address.js';

/**
 * Why nobody outside reaches an address, as a resolver returns it (`127.0.0.1`, `::1`), or undefined for a public one.
 * What cannot be read as an address counts as private: a filter that lets the unreadable pass is no filter.
 */
export function findPrivateAddress(address: string): string | undefined {
  const ipv4 = parseIpv4(address);
  return ipv4 === undefined ? findPrivateIpv6(address) : findPrivateIpv4(ipv4);
}

type Range<Network> = readonly [network: Network, bits: number, why: string];

/** IANA's special-purpose registry for IPv4 (RFC 6890 and successors), and one address that clouds keep for themselves. */
const ipv4Ranges: readonly Range<number>[] = (
  [
    ['0.0.0.0', 8, 'this network'],
    ['10.0.0.0', 8, 'a private network'],
    ['100.64.0.0', 10, 'carrier-grade NAT'],
    ['127.0.0.0', 8, 'this machine'],
    // Azure's platform services answer here, from inside a virtual machine only.
    ['168.63.129.16', 32, 'a cloud platform’s own services'],
    ['169.254.0.0', 16, 'link-local'],
    ['172.16.0.0', 12, 'a private network'],
    ['192.0.0.0', 24, 'protocol assignments'],
    ['192.0.2.0', 24, 'documentation'],
    ['192.31.196.0', 24, 'AS112'],
    ['192.52.193.0', 24, 'AMT'],
    ['192.88.99.0', 24, '6to4 relays'],
    ['192.168.0.0', 16, 'a private network'],
    ['192.175.48.0', 24, 'AS112'],
    ['198.18.0.0', 15, 'benchmarking'],
    ['198.51.100.0', 24, 'documentation'],
    ['203.0.113.0', 24, 'documentation'],
    ['224.0.0.0', 4, 'multicast'],
    ['240.0.0.0', 4, 'reserved'],
  ] as const
).map(([network, bits, why]) => [parseIpv4(network) ?? 0, bits, why]);

/** Special ranges within 2000::/3, the only part of IPv6 that is routed (IANA's special-purpose registry). */
const ipv6Ranges: readonly Range<readonly number[]>[] = (
  [
    ['2001::', 23, 'protocol assignments'],
    ['2001:db8::', 32, 'documentation'],
    ['2620:4f:8000::', 48, 'AS112'],
    ['3fff::', 20, 'documentation'],
  ] as const
).map(([network, bits, why]) => [parseIpv6(network) ?? [], bits, why]);

function findPrivateIpv4(address: number): string | undefined {
  for (const [network, bits, why] of ipv4Ranges) {
    const size = 2 ** (32 - bits);
    if (Math.floor(address / size) === Math.floor(network / size)) return why;
  }
  return undefined;
}

function findPrivateIpv6(text: string): string | undefined {
  const groups = parseIpv6(text);
  if (groups === undefined) return 'not an address';
  const embedded = findEmbeddedIpv4(groups);
  // Even a public address in disguise is refused: no name of a web server resolves to one, and a gateway decides where it leads.
  if (embedded !== undefined)
    return `${findPrivateIpv4(embedded.address) ?? 'an address inside another'} (${embedded.form})`;
  const first = groups[0] ?? 0;
  if (groups.every((group) => group === 0)) return 'no address';
  if (groups.slice(0, 7).every((group) => group === 0) && groups[7] === 1) return 'this machine';
  if ((first & 0xfe00) === 0xfc00) return 'a private network';
  if ((first & 0xffc0) === 0xfe80) return 'link-local';
  if ((first & 0xff00) === 0xff00) return 'multicast';
  if ((first & 0xe000) !== 0x2000) return 'not routed';
  for (const [network, bits, why] of ipv6Ranges) {
    if (sharesPrefix(groups, network, bits)) return why;
  }
  return undefined;
}

/** Forms that carry an IPv4 address inside an IPv6 one, each of which has been used to slip past address filters. */
function findEmbeddedIpv4(groups: readonly number[]): { address: number; form: string } | undefined {
  const at = (index: number) => groups[index] ?? 0;
  const pair = (index: number) => at(index) * 65_536 + at(index + 1);
  const zeros = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  if (zeros(0, 5) && at(5) === 0xffff) return { address: pair(6), form: 'IPv4-mapped' };
  if (zeros(0, 4) && at(4) === 0xffff && at(5) === 0) return { address: pair(6), form: 'IPv4-translated' };
  if (zeros(0, 6) && pair(6) > 1) return { address: pair(6), form: 'IPv4-compatible' };
  if (at(0) === 0x64 && at(1) === 0xff9b) return { address: pair(6), form: 'NAT64' };
  if (at(0) === 0x2002) return { address: pair(1), form: '6to4' };
  if (at(0) === 0x2001 && at(1) === 0) return { address: (pair(6) ^ 0xffffffff) >>> 0, form: 'Teredo' };
  if ((at(4) & 0xfdff) === 0 && at(5) === 0x5efe) return { address: pair(6), form: 'ISATAP' };
  return undefined;
}

function sharesPrefix(a: readonly number[], b: readonly number[], bits: number): boolean {
  for (let index = 0; index * 16 < bits; index++) {
    const width = Math.min(16, bits - index * 16);
    if ((a[index] ?? 0) >> (16 - width) !== (b[index] ?? 0) >> (16 - width)) return false;
  }
  return true;
}
