import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTokenDestination } from '../../../src/config/destination.js';
import type { ConfigOrigin } from '../../../src/config/settings.js';
import { defaultEndpoint, gatewayHosts } from '../../../src/core/channel/cm.js';

const DEFAULT: ConfigOrigin = { kind: 'default' };
const PROJECT: ConfigOrigin = { kind: 'project-file', file: '/p/.cmtelegramrc', line: 1, column: 1 };
const TRUSTED: readonly ConfigOrigin[] = [
  { kind: 'user-file', file: '/h/.config/cmtelegram/config.json' },
  { kind: 'environment', name: 'CMTG_ENDPOINT' },
  { kind: 'flag', name: '--endpoint' },
];

function allows(endpoint: string, origin: ConfigOrigin): boolean {
  try {
    checkTokenDestination(endpoint, origin);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ name: 'CmtgError', code: 'token-destination', category: 'config' });
    return false;
  }
}

describe('the product token', () => {
  it.each(gatewayHosts.value.map(({ host }) => host))('may go to %s over https, whoever names it', (host) => {
    for (const origin of [DEFAULT, PROJECT, ...TRUSTED]) {
      expect(allows(`https://${host}/v1.0/message`, origin)).toBe(true);
      expect(allows(`http://${host}/v1.0/message`, origin)).toBe(false);
    }
  });

  it('may go to the default endpoint', () => {
    expect(allows(defaultEndpoint.value, DEFAULT)).toBe(true);
  });

  it.each([
    'https://gw.messaging.cm.com:444/',
    'https://gw.messaging.cm.com./',
    'https://agw.messaging.cm.com/',
    'https://cm.com/',
    'https://example.com/?gw.messaging.cm.com',
    'https://example.com/gw.messaging.cm.com',
    'https://10.0.0.1/',
    'https://localhost/',
    'https://127.0.0.1/',
  ])('may go to %s only when the user names it', (endpoint) => {
    expect(allows(endpoint, PROJECT)).toBe(false);
    expect(allows(endpoint, DEFAULT)).toBe(false);
    expect(TRUSTED.every((origin) => allows(endpoint, origin))).toBe(true);
  });

  it.each(['http://localhost:8787/', 'http://127.0.0.1/', 'http://127.255.1.2/', 'http://127.1/', 'http://[::1]:80/'])(
    'may go to this machine (%s) only when the user names it',
    (endpoint) => {
      expect(allows(endpoint, PROJECT)).toBe(false);
      expect(TRUSTED.every((origin) => allows(endpoint, origin))).toBe(true);
    },
  );

  it.each([
    'http://example.com/',
    'http://128.0.0.1/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://0.0.0.0/',
    'http://[::ffff:10.0.0.1]/',
    'https://user@gw.messaging.cm.com/',
    'https://:pass@gw.messaging.cm.com/',
    'https://gw.messaging.cm.com@evil.example/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'not an address',
    '',
  ])('never goes to %j', (endpoint) => {
    expect([DEFAULT, PROJECT, ...TRUSTED].some((origin) => allows(endpoint, origin))).toBe(false);
  });

  it('never goes anywhere but CM for a project, whatever the address', () => {
    const hosts = new Set(gatewayHosts.value.map(({ host }) => host));
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (endpoint) => {
        expect(allows(endpoint, PROJECT)).toBe(hosts.has(new URL(endpoint).hostname));
      }),
    );
  });

  it('is refused with the host and the origin, without the rest of the address', () => {
    const check = () => checkTokenDestination('https://evil.example/path?key=canary', PROJECT);
    expect(check).toThrow('not sent to evil.example. (endpoint from project file /p/.cmtelegramrc:1:1)');
    expect(check).not.toThrow('canary');
  });
});
