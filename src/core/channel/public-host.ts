/**
 * Why a host cannot be reached from outside, or undefined when nothing speaks against it. `hostname` is what the URL
 * parser made of it, so that decimal, octal and hexadecimal spellings of an address are already one form.
 */
export function findPrivateHost(hostname: string): string | undefined {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return findPrivateIpv6(host.slice(1, -1));
  const ipv4 = parseIpv4(host);
  if (ipv4 !== undefined) return findPrivateIpv4(ipv4);
  return findPrivateName(host);
}

/** The same for an address as a resolver returns it, `127.0.0.1` or `::1`. An unreadable one counts as private. */
export function findPrivateAddress(address: string): string | undefined {
  const ipv4 = parseIpv4(address);
  return ipv4 === undefined ? findPrivateIpv6(address) : findPrivateIpv4(ipv4);
}

/** Special-use names of RFC 6761, RFC 6762, RFC 8375 and RFC 9476, and the ones in common use inside networks. */
const privateEndings = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'home.arpa',
  'test',
  'invalid',
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

type Range = readonly [network: string, bits: number, why: string];

/** IANA's special-purpose registry for IPv4 (RFC 6890 and successors). */
const ipv4Ranges: readonly Range[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'a private network'],
  ['100.64.0.0', 10, 'carrier-grade NAT'],
  ['127.0.0.0', 8, 'this machine'],
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
];

function findPrivateIpv4(address: number): string | undefined {
  for (const [network, bits, why] of ipv4Ranges) {
    const size = 2 ** (32 - bits);
    if (Math.floor(address / size) === Math.floor((parseIpv4(network) ?? 0) / size)) return why;
  }
  return undefined;
}

function parseIpv4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const bytes = match.slice(1).map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Prefixes of IPv6 in groups of 16 bits; only 2000::/3 is routed at all. */
const ipv6Ranges: readonly Range[] = [
  ['2001:2::', 48, 'benchmarking'],
  ['2001:10::', 28, 'ORCHID'],
  ['2001:20::', 28, 'ORCHID'],
  ['2001:db8::', 32, 'documentation'],
  ['3fff::', 20, 'documentation'],
];

function findPrivateIpv6(text: string): string | undefined {
  const groups = parseIpv6(text.split('%', 1)[0] ?? '');
  if (groups === undefined) return 'not an address';
  const embedded = findEmbeddedIpv4(groups);
  if (embedded !== undefined) {
    const why = findPrivateIpv4(embedded.address);
    return why === undefined && embedded.routed
      ? undefined
      : `${why ?? 'an address inside another'} (${embedded.form})`;
  }
  const first = groups[0] ?? 0;
  if (groups.every((group) => group === 0)) return 'no address';
  if (groups.slice(0, 7).every((group) => group === 0) && groups[7] === 1) return 'this machine';
  if ((first & 0xfe00) === 0xfc00) return 'a private network';
  if ((first & 0xffc0) === 0xfe80) return 'link-local';
  if ((first & 0xff00) === 0xff00) return 'multicast';
  if ((first & 0xe000) !== 0x2000) return 'not routed';
  for (const [network, bits, why] of ipv6Ranges) {
    if (sharesPrefix(groups, parseIpv6(network) ?? [], bits)) return why;
  }
  return undefined;
}

/** Forms that carry an IPv4 address inside an IPv6 one, each of which has been used to slip past address filters. */
function findEmbeddedIpv4(groups: readonly number[]): { address: number; form: string; routed: boolean } | undefined {
  const at = (index: number) => groups[index] ?? 0;
  const pair = (index: number) => at(index) * 65_536 + at(index + 1);
  const zeros = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  if (zeros(0, 5) && at(5) === 0xffff) return { address: pair(6), form: 'IPv4-mapped', routed: false };
  if (zeros(0, 4) && at(4) === 0xffff && at(5) === 0)
    return { address: pair(6), form: 'IPv4-translated', routed: false };
  if (zeros(0, 6) && pair(6) > 1) return { address: pair(6), form: 'IPv4-compatible', routed: false };
  if (at(0) === 0x64 && at(1) === 0xff9b) return { address: pair(6), form: 'NAT64', routed: false };
  if (at(0) === 0x2002) return { address: pair(1), form: '6to4', routed: false };
  if (at(0) === 0x2001 && at(1) === 0) {
    return { address: (pair(6) ^ 0xffffffff) >>> 0, form: 'Teredo', routed: false };
  }
  if ((at(4) & 0xfdff) === 0 && at(5) === 0x5efe) return { address: pair(6), form: 'ISATAP', routed: false };
  return undefined;
}

function sharesPrefix(a: readonly number[], b: readonly number[], bits: number): boolean {
  for (let index = 0; index * 16 < bits; index++) {
    const width = Math.min(16, bits - index * 16);
    if ((a[index] ?? 0) >> (16 - width) !== (b[index] ?? 0) >> (16 - width)) return false;
  }
  return true;
}

function parseIpv6(text: string): number[] | undefined {
  let source = text;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(source);
  if (dotted !== null) {
    const ipv4 = parseIpv4(dotted[2] ?? '');
    if (ipv4 === undefined) return undefined;
    source = `${dotted[1]}${Math.floor(ipv4 / 65_536).toString(16)}:${(ipv4 % 65_536).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const left = parseGroups(halves[0] ?? '');
  const right = parseGroups(halves[1] ?? '');
  if (left === undefined || right === undefined) return undefined;
  if (halves.length === 1) return left.length === 8 ? left : undefined;
  const missing = 8 - left.length - right.length;
  return missing < 1 ? undefined : [...left, ...Array.from({ length: missing }, () => 0), ...right];
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}
