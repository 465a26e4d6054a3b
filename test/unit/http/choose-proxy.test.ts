import { describe, expect, it } from 'vitest';
import { chooseProxy } from '../../../src/http/choose-proxy.js';

const https = new URL('https://gw.messaging.cm.com/v1.0/message');
const proxy = { HTTPS_PROXY: 'http://proxy.example:3128' };

describe('which variable', () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1' }, 'http://lower:1'],
    [{ HTTP_PROXY: 'http://plain:1' }, undefined],
    [{ ALL_PROXY: 'http://all:1' }, 'http://all:1'],
    [{ ALL_PROXY: 'http://all:1', HTTPS_PROXY: 'http://one:1' }, 'http://one:1'],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128'],
    [{ HTTPS_PROXY: ' https://proxy.example ' }, 'https://proxy.example'],
  ])('%j', (env, origin) => {
    const chosen = chooseProxy(https, env);
    expect(chosen && 'origin' in chosen ? chosen.origin : chosen).toBe(origin);
  });

  it('HTTP_PROXY is for http', () => {
    expect(chooseProxy(new URL('http://gateway.test/'), { HTTP_PROXY: 'http://plain:1' })).toMatchObject({
      origin: 'http://plain:1',
      variable: 'HTTP_PROXY',
    });
  });

  it('reports what it cannot use', () => {
    expect(chooseProxy(https, { HTTPS_PROXY: 'socks5://x:1' })).toMatchObject({ problem: 'unsupported-scheme' });
    expect(chooseProxy(https, { HTTPS_PROXY: 'http://a b:c' })).toMatchObject({ problem: 'not-a-url' });
  });
});

it('credentials become a header and leave the origin', () => {
  const decode = (value: string) => {
    const chosen = chooseProxy(https, { HTTPS_PROXY: value });
    if (chosen === undefined || !('origin' in chosen)) throw new Error('no proxy');
    expect(chosen.origin).toBe('http://p:1');
    return Buffer.from(chosen.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
  };
  expect(decode('http://jo:p%40ss@p:1')).toBe('jo:p@ss');
  expect(decode('http://jo@p:1')).toBe('jo:');
  expect(decode('http://jo:100%@p:1')).toBe('jo:100%');
});

describe('NO_PROXY', () => {
  it.each([
    ['*', true],
    ['gw.messaging.cm.com', true],
    ['GW.Messaging.CM.com', true],
    ['cm.com', true],
    ['.cm.com', true],
    ['*.cm.com', true],
    ['other.example, cm.com', true],
    ['other.example cm.com', true],
    ['cm.com:443', true],
    ['cm.com:8443', false],
    ['m.com', false],
    ['other.example', false],
    ['', false],
    [',,', false],
  ])('%j exempts: %s', (NO_PROXY, exempt) => {
    expect(chooseProxy(https, { ...proxy, NO_PROXY }) === undefined).toBe(exempt);
    expect(chooseProxy(https, { ...proxy, no_proxy: NO_PROXY }) === undefined).toBe(exempt);
  });

  it('knows ports and IPv6', () => {
    const url = new URL('https://[2001:db8::1]:8443/');
    expect(chooseProxy(url, { ...proxy, NO_PROXY: '2001:db8::1' })).toBeUndefined();
    expect(chooseProxy(url, { ...proxy, NO_PROXY: '[2001:db8::1]:8443' })).toBeUndefined();
    expect(chooseProxy(url, { ...proxy, NO_PROXY: '[2001:db8::1]:443' })).toBeDefined();
    expect(chooseProxy(url, { ...proxy, NO_PROXY: '2001:db8::2' })).toBeDefined();
  });
});

it.each(['http://127.0.0.1/', 'http://127.9.9.9:8787/', 'http://localhost/', 'http://[::1]/', 'http://a.localhost/'])(
  '%s is this machine and never proxied',
  (url) => {
    expect(chooseProxy(new URL(url), { ALL_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:1' })).toBeUndefined();
  },
);

it.each(['http://127.0.0.1.example/', 'http://localhost.example/', 'http://128.0.0.1/'])('%s is not', (url) => {
  expect(chooseProxy(new URL(url), { HTTP_PROXY: 'http://p:1' })).toBeDefined();
});
