import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStrictCheck } from '../../../support/check-strictly.js';
import { compileSchema } from '../../../support/compile-schema.js';
import { bin, runBinary, runInside } from '../../../support/run-cli.js';
import { createTempFolder } from '../../../support/temp-folder.js';
import { message, payload } from '../../sandbox/harness.js';

type Line = Record<string, unknown> & { readonly type: string };

/** `cmtg sandbox --json` as a process of its own. */
async function startSandbox(...argv: string[]) {
  const child = spawn(process.execPath, [bin, 'sandbox', '--json', '--port', '0', ...argv], {
    env: { PATH: process.env['PATH'], HOME: createTempFolder() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Line[] = [];
  let news = (): void => {};
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as Line);
    news();
  });
  /** Resolves with the first line that fits, whenever it comes. */
  async function until(fits: (line: Line) => boolean): Promise<Line> {
    for (;;) {
      const found = lines.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        news = resolve;
      });
    }
  }
  const ready = await until(() => true);
  const url = String(ready['url']);
  return {
    url,
    ready,
    lines,
    until,
    stop: () =>
      new Promise<number | null>((resolve) => {
        child.once('close', (code) => resolve(code));
        child.kill('SIGINT');
      }),
    send: (over?: Record<string, unknown>) =>
      fetch(`${url}/v1.0/message`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-cm-producttoken': 'any' },
        body: JSON.stringify(payload(message(over))),
      }),
    control: async (path: string, body: unknown): Promise<Line> => {
      const response = await fetch(`${url}/_sandbox${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Line;
    },
  };
}

async function serveWebhook(status: () => number) {
  const bodies: unknown[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    response.writeHead(status()).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, bodies };
}

const say = { action: { kind: 'text', text: 'hello' }, bot: '123456789', wait: true };

describe('cmtg sandbox', () => {
  it('tells its addresses with --quiet, too, and nothing else', async () => {
    const argv = ['sandbox', '--port', '0', '--quiet'];
    expect(await runInside(argv, { signal: AbortSignal.abort('SIGTERM') })).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^sandbox {4}http:\/\/127\.0\.0\.1:[1-9]\d*\ninspector {2}http:\S+\n$/),
    });
  });

  it('tells in lines of JSON what happens, in both directions, and stops cleanly', async () => {
    const webhook = await serveWebhook(() => 200);
    const sandbox = await startSandbox('--webhook', webhook.url);
    expect(sandbox.ready).toMatchObject({ type: 'ready', webhook: webhook.url, faults: { seed: 1, rules: {} } });
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await sandbox.control('/say', say);
    await sandbox.send({ reference: 'r1' });
    await sandbox.until(({ type, by }) => type === 'message' && by === 'bot');
    expect(await sandbox.stop()).toBe(0);
    expect(sandbox.lines.map(({ type }) => type)).toEqual([
      'ready',
      'message',
      'delivery',
      'request',
      'message',
      'stopped',
    ]);
    const fits = compileSchema('sandbox');
    // Headers and faults are maps: a key each.
    const check = createStrictCheck('sandbox', (pointer) => /\/(headers|rules)$/.test(pointer));
    for (const line of sandbox.lines) check(line);
    expect(fits({ type: 'rain' })).toBe(false);
    expect(sandbox.lines[2]).toMatchObject({ state: 'delivered', tries: 1 });
    expect(webhook.bodies).toMatchObject([{ message: { text: 'hello' }, to: { number: '123456789' } }]);
  });

  it('keeps its state over a restart, webhooks that still wait too', async () => {
    let status = 503;
    const webhook = await serveWebhook(() => status);
    const argv = ['--webhook', webhook.url, '--state', join(createTempFolder(), 'state.json')];
    const first = await startSandbox(...argv);
    expect(await first.control('/say', say)).toMatchObject({ webhook: { state: 'waiting' } });
    await first.send();
    expect(await first.stop()).toBe(0);
    status = 200;
    const second = await startSandbox(...argv);
    const messages = (await (await fetch(`${second.url}/_sandbox/messages`)).json()) as { messages: object[] };
    expect(messages.messages).toMatchObject([{ by: 'user' }, { by: 'bot' }]);
    await second.control('/clock', { advance: '5m' });
    expect(await second.until(({ type }) => type === 'delivery')).toMatchObject({
      id: 1,
      state: 'delivered',
      tries: 2,
    });
    expect(webhook.bodies).toHaveLength(2);
    expect(await second.stop()).toBe(0);
  });

  it('plays the faults of its flags, and changes them while it runs', async () => {
    const sandbox = await startSandbox('--fault', '429=1x:9s', '--fault', 'lost-answer=1x', '--seed', '4');
    expect(sandbox.ready).toMatchObject({ faults: { seed: 4, rules: { '429': { times: 1, value: 9 } } } });
    expect((await sandbox.send()).headers.get('retry-after')).toBe('9');
    await expect(sandbox.send()).rejects.toThrow();
    expect((await sandbox.send()).status).toBe(200);
    await sandbox.control('/faults', { faults: ['5xx:502'] });
    expect((await sandbox.send()).status).toBe(502);
    await sandbox.stop();
  });

  it('is a sandbox that cmtg itself sends to', async () => {
    const sandbox = await startSandbox();
    await sandbox.control('/say', { ...say, bot: '1234567890' });
    const argv = [
      'send',
      '--endpoint',
      `${sandbox.url}/v1.0/message`,
      '--to',
      '987654321',
      '--from',
      '1234567890',
      'Hi',
    ];
    const { code, stdout } = await runBinary(argv, {
      env: { CMTG_PRODUCT_TOKEN: '00000000-1111-2222-3333-444444444444' },
    });
    expect(stdout).toContain('accepted');
    expect(code).toBe(0);
    expect(await sandbox.until(({ type, by }) => type === 'message' && by === 'bot')).toMatchObject({
      shown: [{ kind: 'text', text: 'Hi' }],
    });
    await sandbox.stop();
  });

  it('tells people where things are', async () => {
    const { code, stdout, stderr } = await runInside(['sandbox', '--port', '0', '--fault', 'reset'], {
      signal: AbortSignal.abort('SIGINT'),
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/sandbox +http:\/\/127\.0\.0\.1:\d+\n/);
    expect(stderr).toContain('webhooks   nowhere (--webhook URL)');
    expect(stderr).toContain('faults     reset, seed 1');
    expect(stderr).toContain('Nothing leaves this machine.');
  });

  it.each<[string, string[], string]>([
    ['an address that is none', ['--webhook', 'nonsense'], '--webhook takes'],
    ['a fault that is none', ['--fault', 'rain'], 'the faults are 429'],
    ['a seed that is none', ['--seed', '-1'], '--seed takes'],
    ['a state file that is something else', ['--state', bin], 'is not the state of a sandbox'],
    ['a folder as state file', ['--state', '/'], 'cannot be read'],
  ])('ends with 2 for %s', async (_name, argv, why) => {
    const { code, stderr } = await runInside(['sandbox', '--port', '0', ...argv]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(why) });
  });

  it('ends with 2 when the port is taken, and leaves nothing open', async () => {
    const { url } = await startSandbox();
    const { code, stderr } = await runBinary(['sandbox', '--port', new URL(url).port]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('is in use') });
  });
});
