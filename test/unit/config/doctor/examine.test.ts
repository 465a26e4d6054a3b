import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { oldestNode } from '../../../../src/config/doctor/check-machine.js';
import { type DoctorInput, examine } from '../../../../src/config/doctor/examine.js';
import type { DoctorLine } from '../../../../src/config/doctor/line.js';
import type { DoctorProbes } from '../../../../src/config/doctor/probes.js';
import { loadConfig } from '../../../../src/config/load-config.js';
import { CmtgError } from '../../../../src/core/errors.js';
import { TransportError } from '../../../../src/core/wire/http.js';

const now = Date.UTC(2027, 0, 1);
const date = (ms: number) => new Date(now + ms).toUTCString();

async function run(
  change: { input?: Partial<DoctorInput>; probes?: Partial<DoctorProbes>; env?: Record<string, string> } = {},
): Promise<DoctorLine[]> {
  const env = { CMTG_FROM: '1234567890', ...change.env };
  const input: DoctorInput = {
    nodeVersion: '22.1.0',
    env,
    loadConfig: () => loadConfig({ cwd: '/nowhere', env, flags: {} }),
    readToken: async () => ({ token: 'x', origin: { kind: 'environment', name: 'CMTG_PRODUCT_TOKEN' }, warnings: [] }),
    stateDir: '/state',
    port: 8080,
    webhookUrl: undefined,
    ...change.input,
  };
  const probes: DoctorProbes = {
    lookup: async () => ({ addresses: ['192.0.2.1'] }),
    head: async () => ({ status: 405, headers: { date: date(0) }, body: new Uint8Array() }),
    port: async () => 'free',
    mode: async () => 0o600,
    writable: async () => true,
    selfCall: async () => ({ kind: 'received', status: 200, ms: 12 }),
    now: () => now,
    ...change.probes,
  };
  const lines: DoctorLine[] = [];
  for await (const line of examine(input, probes)) lines.push(line);
  return lines;
}

const find = (lines: DoctorLine[], id: string) => lines.filter((line) => line.id === id);

describe('examine', () => {
  it('finds nothing wrong with a set-up that works', async () => {
    const lines = await run({ input: { webhookUrl: 'https://bot.example.com/hook' } });
    expect(lines.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(lines.map(({ id }) => id)).toEqual(
      'node config sender token endpoint proxy lookup reach clock port state webhook'.split(' '),
    );
  });

  it('demands the Node that package.json demands', async () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'));
    expect(engines.node).toBe(`>=${oldestNode}`);
    for (const [nodeVersion, status] of [
      ['20.18.0', 'fail'],
      ['20.18.1', 'ok'],
      ['18.20.0', 'fail'],
      ['26.0.0', 'ok'],
    ]) {
      expect(find(await run({ input: { nodeVersion: nodeVersion ?? '' } }), 'node')).toMatchObject([{ status }]);
    }
  });

  it('goes on with the machine when the configuration cannot be read', async () => {
    const error = new CmtgError('broken:1:2: no', { code: 'config-syntax', category: 'config', hint: 'Mend it.' });
    const lines = await run({ input: { loadConfig: () => Promise.reject(error) } });
    expect(find(lines, 'config')).toEqual([
      { id: 'config', status: 'fail', message: 'broken:1:2: no', cure: 'Mend it.' },
    ]);
    expect(lines.map(({ id }) => id)).toEqual(['node', 'config', 'port', 'state']);
  });

  it('does not call an address that must not get the token', async () => {
    const heads: string[] = [];
    const lines = await run({
      env: { CMTG_ENDPOINT: 'http://example.com/' },
      probes: {
        head: async (url) => {
          heads.push(url);
          return { status: 200, headers: {}, body: new Uint8Array() };
        },
      },
    });
    expect(find(lines, 'endpoint')).toMatchObject([{ status: 'fail' }]);
    expect(heads).toEqual([]);
    expect(find(lines, 'reach')).toEqual([]);
  });

  it.each([
    ['name lookup', { lookup: async () => ({ code: 'ENOTFOUND' }) }, 'lookup', 'ENOTFOUND'],
    [
      'TLS',
      { head: () => Promise.reject(new TransportError('No TLS.', { failure: 'tls', written: false })) },
      'reach',
      'No TLS.',
    ],
    [
      'time-out',
      { head: () => Promise.reject(new TransportError('Slow.', { failure: 'connect-timeout', written: false })) },
      'reach',
      'Slow.',
    ],
  ] satisfies [string, Partial<DoctorProbes>, string, string][])(
    'fails with a cure: %s',
    async (_, probes, id, text) => {
      const [line] = find(await run({ probes }), id);
      expect(line).toMatchObject({ status: 'fail', message: expect.stringContaining(text), cure: expect.any(String) });
    },
  );

  it('looks no name up behind a proxy, and refuses one it cannot use', async () => {
    const through = await run({ env: { HTTPS_PROXY: 'http://name:secret@proxy.test:3128' } });
    expect(find(through, 'proxy')).toMatchObject([
      { status: 'ok', message: expect.stringContaining('proxy.test:3128') },
    ]);
    expect(JSON.stringify(through)).not.toContain('secret');
    expect(find(through, 'lookup')).toEqual([]);
    const socks = await run({ env: { HTTPS_PROXY: 'socks5://proxy.test' } });
    expect(find(socks, 'proxy')).toMatchObject([{ status: 'fail' }]);
  });

  it.each([
    [59_000, 'ok'],
    [-59_000, 'ok'],
    [3_600_000, 'warn'],
    [-3_600_000, 'warn'],
  ])('compares the clock with the gateway’s: %d ms', async (ms, status) => {
    const head = async () => ({ status: 200, headers: { date: date(ms) }, body: new Uint8Array() });
    expect(find(await run({ probes: { head } }), 'clock')).toMatchObject([{ status }]);
  });

  it('warns about a missing token, fails for a refused one', async () => {
    expect(find(await run({ input: { readToken: async () => undefined } }), 'token')).toMatchObject([
      { status: 'warn' },
    ]);
    const error = new CmtgError('others may open it', {
      code: 'token-file-mode',
      category: 'config',
      hint: 'chmod 600',
    });
    const lines = await run({ input: { readToken: () => Promise.reject(error) } });
    expect(find(lines, 'token')).toMatchObject([{ status: 'fail', cure: 'chmod 600' }]);
  });

  it.each([
    [{ kind: 'received', status: 502, ms: 1 }, 'fail', 'HTTP 502'],
    [{ kind: 'elsewhere', status: 200 }, 'fail', 'not from port 8080'],
    [{ kind: 'no-answer', message: 'Nobody.', hint: undefined }, 'fail', 'Nobody.'],
    [{ kind: 'no-port' }, 'fail', 'taken'],
  ] as const)('judges the call to oneself: %j', async (call, status, text) => {
    const lines = await run({
      input: { webhookUrl: 'https://bot.example.com/' },
      probes: { selfCall: async () => call },
    });
    expect(find(lines, 'webhook')).toMatchObject([{ status, message: expect.stringContaining(text) }]);
  });

  it('warns about a webhook that CM cannot reach', async () => {
    const lines = await run({ input: { webhookUrl: 'http://192.168.1.5/hook' } });
    expect(find(lines, 'webhook').map(({ status }) => status)).toEqual(['warn', 'warn', 'ok']);
  });

  it('warns about a busy port, an unwritable place and no home', async () => {
    expect(find(await run({ probes: { port: async () => 'in-use' } }), 'port')).toMatchObject([{ status: 'warn' }]);
    expect(find(await run({ probes: { writable: async () => false } }), 'state')).toMatchObject([{ status: 'warn' }]);
    expect(find(await run({ input: { stateDir: undefined } }), 'state')).toMatchObject([{ status: 'warn' }]);
  });
});
