/**
 * More than 300 ways to write an address that nobody outside reaches, as hosts of a URL: decimal, octal, hexadecimal,
 * shortened, full-width and percent-encoded digits, IPv6 in every form that carries an IPv4 address, and names.
 */
export function privateHosts(): string[] {
  return [...new Set([...ipv4.flatMap(spellIpv4), ...ipv4.slice(0, 6).flatMap(spellInside), ...ipv6, ...names])];
}

const ipv4 = [
  '127.0.0.1',
  '10.0.0.1',
  '169.254.169.254',
  '192.168.1.1',
  '172.16.0.1',
  '100.64.0.1',
  '0.0.0.0',
  '127.255.255.254',
  '172.31.255.255',
  '100.127.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '192.88.99.1',
];

const ipv6 = [
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000:0000:0000:0000:0000:0000:0000:0001]',
  '[::0:1]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fdff:ffff::1]',
  '[ff02::1]',
  '[ff0e::1]',
  '[100::1]',
  '[2001:db8::1]',
  '[2001:2::1]',
  '[2001:10::1]',
  '[2001:20::1]',
  '[2001:3::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[4000::1]',
  '[64:ff9b:1::a00:1]',
  '[2620:4f:8000::1]',
];

const names = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'localhost..',
  'LocalHost.LocalDomain',
  'foo.localhost',
  'a.b.localhost.',
  'ip6-localhost',
  'ip6-loopback',
  'localhost6.localdomain6',
  'printer.local',
  'metadata.google.internal',
  'metadata.google.internal.',
  'metadata',
  'intranet',
  'wiki.corp',
  'nas.home',
  'router.lan',
  'host.home.arpa',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
  'host.docker.internal',
  '1.0.0.127.in-addr.arpa',
  'server.test',
  'server.invalid',
  'server.example',
  'hidden.onion',
  'ｌｏｃａｌｈｏｓｔ',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  'loc%61lhost',
  'localhost%2e',
  'printer。local',
  'printer．local',
  'printer｡local',
];

function spellIpv4(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const octal = (value: number) => `0${value.toString(8)}`;
  const hex = (value: number) => `0x${value.toString(16)}`;
  const fullWidth = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  return [
    address,
    `${address}.`,
    `${address}..`,
    String(whole),
    octal(whole),
    hex(whole),
    hex(whole).toUpperCase().replace('X', 'x'),
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map(hex).join('.'),
    `${octal(a)}.${b}.${hex(c)}.${d}`,
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${hex(a)}.${octal((b * 256 + c) * 256 + d)}`,
    fullWidth(address),
    address.replaceAll('.', '。'),
    address.replace(/^\d/, (digit) => `%3${digit}`),
    ...(address.includes('0')
      ? []
      : [address.replace(/[1-9]/g, (digit) => String.fromCodePoint(0x245f + Number(digit)))]),
  ];
}

function spellInside(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const high = (a * 256 + b).toString(16);
  const low = (c * 256 + d).toString(16);
  const flip = (group: string) => (Number.parseInt(group, 16) ^ 0xffff).toString(16);
  return [
    `[::ffff:${address}]`,
    `[::FFFF:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[::ffff:0:${address}]`,
    `[::${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${address}]`,
    `[2002:${high}:${low}::1]`,
    `[2002:${high}:${low}:1:2:3:4:5]`,
    `[2001:0:4136:e378:8000:63bf:${flip(high)}:${flip(low)}]`,
    `[fe80::5efe:${address}]`,
    `[2001:470::5efe:${high}:${low}]`,
    `[2001:470::200:5efe:${address}]`,
  ];
}
