import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPrivateAddress, findPrivateHost } from '../../../../src/core/channel/public-host.js';
import { privateHosts } from '../../../support/private-addresses.js';

describe('private hosts', () => {
  const hosts = privateHosts();

  it('are told from public ones in more than 300 spellings, as written and as the URL parser leaves them', () => {
    expect(hosts.length).toBeGreaterThan(300);
    const missed = hosts.filter((host) => findPrivateHost(host) === undefined);
    expect(missed).toEqual([]);
    const missedInUrls = hosts.filter((host) => {
      const address = `https://${host}/photo.jpg`;
      return URL.canParse(address) && findPrivateHost(new URL(address).hostname) === undefined;
    });
    expect(missedInUrls).toEqual([]);
  });

  it.each([
    'example.com',
    'cdn.example.com.',
    'xn--bcher-kva.example.com',
    'bücher.de',
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '192.0.1.1',
    '[2606:4700::1111]',
    '[2a00:1450:4001:80b::200e]',
    'localhost.example.com',
    'local.host',
    '127.0.0.1.nip.io',
    'a_b.example.com',
  ])('leaves %s alone', (host) => {
    expect(findPrivateHost(host)).toBeUndefined();
  });

  it.each(['', '.', 'a/b', 'user@host.com', '1.2.3.4.5', '256.1.1.1', '[::1', 'host name.com', 'host.com:80'])(
    'takes %j for no public host',
    (host) => {
      expect(findPrivateHost(host)).toBeDefined();
    },
  );
});

describe('private addresses', () => {
  it.each(['', 'x', '010.0.0.1', '0177.0.0.1', '1.2.3', '256.0.0.1', ':::1', '::1::', '12345::', '1:2:3:4:5:6:7:8:9'])(
    'takes %j, which is none, for private',
    (text) => {
      expect(findPrivateAddress(text)).toBe('not an address');
    },
  );

  it.each(['fe80::1%eth0', '::1%lo', 'fe80::1%25eth0'])('reads %s with its zone', (address) => {
    expect(findPrivateAddress(address)).toBeDefined();
  });

  // Node's own implementation, fed with the same registry, decides over random addresses.
  const list = new BlockList();
  for (const [network, bits] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['168.63.129.16', 32],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.31.196.0', 24],
    ['192.52.193.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['192.175.48.0', 24],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ] as const) {
    list.addSubnet(network, bits, 'ipv4');
  }

  it('agree with Node over random IPv4 addresses, the edges of every range among them', () => {
    const near = fc
      .constantFrom(
        '10.0.0.0',
        '100.64.0.0',
        '100.128.0.0',
        '172.16.0.0',
        '172.32.0.0',
        '192.0.1.0',
        '198.20.0.0',
        '224.0.0.0',
      )
      .chain((edge) => fc.integer({ min: -3, max: 3 }).map((step) => toNumber(edge) + step));
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), near), (number) => {
        const address = [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
        expect(findPrivateAddress(address) !== undefined).toBe(list.check(address, 'ipv4'));
        // Inside an IPv6 address neither a private nor a public one passes.
        expect(findPrivateAddress(`::ffff:${address}`)).toBeDefined();
      }),
      { numRuns: 3000 },
    );
  });

  it('let no IPv6 address pass outside 2000::/3', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        if (isIP(address) !== 6) return;
        const first = Number.parseInt(address.split(':', 1)[0] || '0', 16);
        if (first >> 13 !== 1) expect(findPrivateAddress(address)).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });
});

function toNumber(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}
