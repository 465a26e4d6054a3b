import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readJournal } from '../../src/webhook/journal/read-journal.js';
import type { ReceivedWebhook } from '../../src/webhook/received-webhook.js';
import { inboundBody, inboundFixtures } from '../support/inbound-fixtures.js';
import { type Listener, startListener } from '../support/listener.js';
import { createRecordingServer } from '../support/recording-server.js';
import { root, runBinary, runInside } from '../support/run-cli.js';

const listen = async (argv: readonly string[] = [], env?: Record<string, string>): Promise<Listener> => {
  const listener = await startListener(argv, env);
  onTestFinished(async () => void (await listener.stop('SIGKILL')));
  return listener;
};
const record = async (answer?: Parameters<typeof createRecordingServer>[0]) => {
  const server = await createRecordingServer(answer);
  onTestFinished(() => server.close());
  return server;
};
const post = (url: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: Buffer.from(body), headers: { 'content-type': 'application/json', ...headers } });
const journaled = async (file: string) => {
  const webhooks: ReceivedWebhook[] = [];
  for await (const line of readJournal(file)) if (line.type === 'webhook') webhooks.push(line.webhook);
  return webhooks;
};

const isLine = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(`${root}schema/listen.schema.json`, 'utf8')),
);
/** Every line of `--json` is as its schema says. */
const expectLines = (listener: Listener) => {
  for (const line of listener.records()) expect(isLine(line), JSON.stringify([isLine.errors, line])).toBe(true);
};

/** Every shape, and bytes that are no text at all. */
const bodies: readonly Uint8Array[] = [
  ...inboundFixtures.map(({ body }) => Buffer.from(body)),
  Buffer.from([0x00, 0xff, 0xfe, 0x0a, 0x0d]),
  Buffer.from('\ufeff{"a": 1.0e2 ,\t"a":"\\u0041"}\r\n'),
  Buffer.alloc(0),
];

describe('webhooks through the real binary', () => {
  it('answers 200, shows, stores and replays every shape byte for byte', async () => {
    const listener = await listen();
    for (const body of bodies) {
      const response = await post(listener.url, body, { 'x-custom': 'kept' });
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
    const stored = await journaled(listener.journal);
    expect(stored.map(({ bytes }) => Buffer.from(bytes))).toEqual(bodies.map((body) => Buffer.from(body)));
    await listener.until(() => stored.every(({ id }) => listener.stdout().includes(id)));
    expect(await listener.stop()).toBe(0);

    const recorder = await record();
    const replayed = await runBinary(['replay', '--journal', listener.journal, '--to', recorder.url, '--json']);
    expect(replayed.code).toBe(0);
    expect(JSON.parse(replayed.stdout).totals).toEqual({ sent: bodies.length, differ: 0, failed: 0, missing: 0 });
    expect(recorder.requests.map(({ body }) => body)).toEqual(bodies.map((body) => Buffer.from(body)));
    for (const { headers } of recorder.requests) {
      expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-custom': 'kept' });
      expect(headers.host).toBe(new URL(recorder.url).host);
    }
  });

  it('keeps the secret out of its output, and says that the journal holds it', async () => {
    const secret = 'abcdefghijklmnopqrstuvwxyz';
    const listener = await listen(['--secret', secret, '--raw']);
    expect((await post(`${listener.url}${secret}`, '{"a":1}')).status).toBe(200);
    await listener.until(() => listener.stdout().includes('{"a":1}'));
    expect(listener.stdout()).not.toContain(secret);
    expect(listener.stderr().split(secret)).toHaveLength(2);
    expect(listener.stderr()).toContain('the journal keeps it with each webhook');
    await listener.stop();
    const show = (...argv: string[]) => runInside(['journal', ...argv, '--journal', listener.journal]);
    expect((await show('show', '--raw')).stdout).toContain(`POST /${secret}`);
    expect((await show('export', '--redact')).stdout).not.toContain(secret);
  });

  it('shows a newcomer the chat ID and the command that answers it', async () => {
    const listener = await listen();
    await listener.until(() => listener.stderr().includes('shows your chat ID here'));
    await post(listener.url, JSON.stringify({ from: { number: '987654321', name: 'Ada' }, message: { text: 'Hi' } }));
    await listener.until(() => listener.stdout().includes('cmtg send --to 987654321 ""'));
    expect(listener.stdout()).toMatch(/message {2}from 987654321 \(Ada\)/);
  });

  it('writes JSON lines with exactly the documented members', async () => {
    const listener = await listen(['--json', '--filter', 'kind!=event']);
    for (const name of ['event-delete', 'whatsapp-text', 'whatsapp-text']) await post(listener.url, inboundBody(name));
    await post(listener.url, Buffer.from([0xff]));
    await listener.until(() => listener.records().length >= 4);
    await listener.stop();
    const [ready, first, again, binary, stopped] = listener.records();
    expect(ready?.['type']).toBe('ready');
    expect(stopped).toEqual({ type: 'stopped' });
    const members = [
      'type',
      'id',
      'receivedAt',
      'kind',
      'method',
      'path',
      'headers',
      'raw',
      'parsed',
      'diagnostics',
      'duplicateOf',
    ];
    expect(Object.keys(first ?? {})).toEqual(members);
    expect(Object.keys(binary ?? {})).toEqual(members.map((name) => (name === 'raw' ? 'rawBase64' : name)));
    expect(first).toMatchObject({ kind: 'message', raw: inboundBody('whatsapp-text'), duplicateOf: null });
    expect(again?.['duplicateOf']).toBe(first?.['id']);
  });

  it('forwards, keeps the answers, and tells at a replay when they have changed', async () => {
    const app = await record((_, response) => void response.writeHead(202).end('first version'));
    const listener = await listen(['--forward', app.url, '--verbose']);
    await post(listener.url, inboundBody('whatsapp-text'));
    await listener.until(() => /HTTP 202 .*[\s\S]*first version/.test(listener.stdout()));
    await listener.stop();
    expect(app.requests[0]?.body.toString()).toBe(inboundBody('whatsapp-text'));
    expect(listener.stderr()).toContain(`forward     ${app.url}`);

    const [{ id = '' } = {}] = await journaled(listener.journal);
    const replay = (...argv: string[]) => runInside(['replay', id, '--journal', listener.journal, ...argv]);
    const same = await replay('--to', app.url);
    expect([same.code, same.stdout]).toEqual([0, expect.stringMatching(/HTTP 202 .*as recorded/)]);
    const changed = await record((_, response) => void response.writeHead(202).end('second version'));
    expect(await replay('--to', changed.url)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/another body than recorded/),
    });
    expect((await replay('--to', changed.url, '--compare', 'status')).code).toBe(0);
    const broken = await record((_, response) => void response.writeHead(500).end());
    expect(await replay('--to', broken.url, '--compare', 'status')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/recorded: HTTP 202/),
    });
  });

  it.each([
    [['--status', '500'], '0 webhooks answered 200, 1 answered 500'],
    [['--fault', 'p=1,status=503'], '0 webhooks answered 200, 1 answered 503'],
  ])('says with %j, too, where webhooks were kept', async (flags, counts) => {
    const listener = await listen(flags);
    await post(listener.url, '{}');
    await listener.stop();
    expect(listener.stderr()).toContain(`stopped: ${counts}, kept in ${listener.journal}\n`);
  });

  it('does not go round for ever when it is its own target', async () => {
    const listener = await listen(['--json']);
    const front = await listen(['--json', '--forward', listener.url]);
    await post(front.url, '{}', { 'x-cmtg-via': 'a, b, c, d, e' });
    await front.until(() => front.records().some(({ type }) => type === 'forward'));
    expect(front.records().find(({ type }) => type === 'forward')).toMatchObject({ loop: true, answers: [] });
    expect(await journaled(listener.journal)).toEqual([]);
    await post(front.url, '{}');
    await front.until(() => front.records().filter(({ type }) => type === 'forward').length === 2);
    expect(await journaled(listener.journal)).toHaveLength(1);
    expectLines(front);
  });

  it('runs programs, answers in the sandbox, and never hands over the token', async () => {
    const listener = await listen(['--json', '--exec', 'sh -c "env; cat"', '--reply', 'Thank you', '--sandbox'], {
      CMTG_PRODUCT_TOKEN: '11111111-2222-3333-4444-555555555555',
    });
    await post(listener.url, JSON.stringify({ from: { number: '42' }, message: { text: '$(id)' } }));
    const find = (type: string) => listener.records().find((each) => each['type'] === type);
    await listener.until(() => find('exec') !== undefined && find('reply') !== undefined);
    expect(find('reply')).toMatchObject({ to: '42', state: 'accepted', skipped: null });
    const output = String(find('exec')?.['output']);
    expect(output).toMatch(/^WEBHOOK_KIND=message$/m);
    expect(output).toMatch(/"text":"\$\(id\)"/);
    expect(output).not.toMatch(/TOKEN|11111111/);
    expectLines(listener);
  });

  it('refuses to download from this machine', async () => {
    const inside = await record();
    const { port } = new URL(inside.url);
    const listener = await listen(['--save-media', 'files', '--json']);
    const media = { mediaUri: `https://127.0.0.1:${port}/x.png`, contentType: 'image/png', title: 'x.png' };
    await post(listener.url, JSON.stringify({ from: { number: '42' }, message: { text: '', media } }));
    await listener.until(() => listener.records().some(({ type }) => type === 'media'));
    expect(listener.records().find(({ type }) => type === 'media')).toMatchObject({
      file: null,
      refused: expect.stringMatching(/this machine/),
    });
    expect(inside.requests).toEqual([]);
    expectLines(listener);
  });

  it.each([
    [['--filter', 'knd=x'], 'filter-invalid'],
    [['--forward', 'localhost:3000'], 'target-invalid'],
    [['--exec', 'a | b'], 'exec-invalid'],
    [['--reply', ''], 'reply-invalid'],
    [['--reply', 'x'], 'usage'],
  ])('refuses %j before it listens', async (argv, code) => {
    const more = code === 'reply-invalid' ? ['--sandbox'] : [];
    const result = await runBinary(['listen', '--port', '0', '--no-journal', '--json', ...argv, ...more]);
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ error: { code } });
  });
});
