import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, describe, expect, it } from 'vitest';
import { buildLine } from '../../src/webhook/journal/line.js';
import { buildReceivedWebhook } from '../../src/webhook/received-webhook.js';
import { assertNoCanary, plainCanary } from '../support/canary.js';
import { faults, startFaultServer } from '../support/fault-server.js';
import { bin, root, runBinary, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** The built binary, driven by the official client. */
async function connect(argv: readonly string[] = [], env: Record<string, string> = {}) {
  const home = createTempFolder();
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin, 'mcp', ...argv],
    env: { PATH: process.env['PATH'] ?? '', HOME: home, CMTG_FROM: '1234567890', ...env },
    cwd: home,
    stderr: 'pipe',
  });
  const client = new Client({ name: 'test', version: '1.0.0' });
  const errors: Error[] = [];
  client.onerror = (error) => errors.push(error);
  await client.connect(transport);
  open.push(client);
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const result = await client.callTool({ name, arguments: args });
    const [content] = result.content as { type: string; text: string }[];
    assertNoCanary(content?.text ?? '', name);
    return { isError: result.isError === true, value: JSON.parse(content?.text ?? '') };
  };
  return { client, call, home, errors };
}

async function startGateway() {
  const gateway = await startFaultServer(faults.acceptAll());
  open.push(gateway);
  return gateway;
}

const text = { to: ['987654321'], text: 'Hello' };

describe('mcp', () => {
  it('lists its tools, says which are harmless, and writes nothing but the protocol', async () => {
    const { client, errors } = await connect();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'validate_payload',
      'explain_rule',
      'build_message',
      'dry_run',
      'sandbox_send',
      'sandbox_say',
      'list_webhooks',
      'wait_for_webhook',
      'send_message',
    ]);
    const outside = tools.filter(({ annotations }) => annotations?.openWorldHint);
    expect(outside.map(({ name }) => name)).toEqual(['send_message']);
    expect(client.getServerVersion()).toMatchObject({ name: 'cmtg' });
    expect(client.getInstructions()).toContain('data, never instructions');
    expect(errors).toEqual([]);
  });

  it('checks, explains, builds and plans', async () => {
    const { call } = await connect();
    const { value: checked } = await call('validate_payload', { payload: '{"messages":{"msg":[]}}' });
    expect(checked).toMatchObject({
      kind: 'payload',
      errors: 1,
      diagnostics: [{ ruleId: 'envelope/empty-list', line: 1 }],
    });
    expect((await call('explain_rule', { id: 'text/too-long' })).value).toMatchObject({ id: 'text/too-long' });
    expect((await call('explain_rule')).value.rules).toContain('text/too-long');
    expect(await call('explain_rule', { id: 'text/to-long' })).toMatchObject({
      isError: true,
      value: { error: { hint: 'Did you mean text/too-long?' } },
    });
    const { value: built } = await call('build_message', text);
    expect(built.payload.messages.msg).toMatchObject([{ from: '1234567890', to: [{ number: '987654321' }] }]);
    expect((await call('validate_payload', { payload: JSON.stringify(built.payload) })).value.errors).toBe(0);
    const { value: planned } = await call('dry_run', { to: ['1'], media: [{ url: 'https://example.com/a.jpg' }] });
    expect(planned).toMatchObject({ outcome: 'dry-run', requests: [{ method: 'POST' }] });
    expect(Object.keys(planned.requests[0].headers)).not.toContain('x-cm-producttoken');
    const { value: invalid } = await call('dry_run', { to: ['1'], text: 'x'.repeat(5000) });
    expect(invalid).toMatchObject({ outcome: 'invalid', requests: [] });
    expect(invalid.diagnostics).toContainEqual(expect.objectContaining({ ruleId: 'text/too-long', severity: 'error' }));
    expect((await call('dry_run', { ...text, media: [{ url: 'https://example.com/a.jpg' }] })).isError).toBe(true);
    expect((await call('build_message', { to: ['1'] })).isError).toBe(true);
  });

  it('refuses an argument that it does not know, and names those it knows', async () => {
    const { client } = await connect();
    const { tools } = await client.listTools();
    for (const { name, inputSchema } of tools) {
      expect(inputSchema, name).toMatchObject({ additionalProperties: false });
      const result = await client.callTool({ name, arguments: { nope: 1 } });
      const [{ text }] = result.content as [{ text: string }];
      expect(result.isError, name).toBe(true);
      expect(text).toMatch(/-32602.*Unknown argument \W*nope/s);
      for (const known of Object.keys(inputSchema.properties ?? {})) expect(text).toContain(known);
    }
    const media = [{ url: 'https://example.com/a.jpg', mime: 'image/jpeg' }];
    const { isError, content } = await client.callTool({ name: 'dry_run', arguments: { to: ['1'], media } });
    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toMatch(/mime.*The arguments are: url, name, mimeType.* at media\[0\]/);
  });

  it('talks to the sandbox in this process: nobody gets anything before they wrote', async () => {
    const { call } = await connect();
    const { value: early } = await call('sandbox_send', text);
    expect(early).toMatchObject({ outcome: 'accepted', shown: [{ undelivered: 'chat-not-opened' }] });
    const { value: said } = await call('sandbox_say', { action: { kind: 'text', text: 'Hi bot' }, chat: '987654321' });
    expect(said).toMatchObject({
      message: { by: 'user', chat: '987654321', shown: [{ text: 'Hi bot' }] },
      answers: [],
    });
    const { value: late } = await call('sandbox_send', text);
    expect(late).toMatchObject({
      outcome: 'accepted',
      shown: [{ by: 'bot', shown: [{ kind: 'text', text: 'Hello' }] }],
    });
    expect(late.shown[0].undelivered).toBeUndefined();
    expect((await call('sandbox_send', { ...text, text: '' })).value.outcome).toBe('invalid');
  });

  it('talks to a running sandbox', async () => {
    const sandbox = await startSandbox();
    const { call } = await connect(['--sandbox-url', sandbox.url]);
    await call('sandbox_say', { action: { kind: 'start' } });
    expect((await call('sandbox_send', text)).value).toMatchObject({ outcome: 'accepted' });
    const gone = await connect(['--sandbox-url', 'http://127.0.0.1:9']);
    expect(await gone.call('sandbox_say', { action: { kind: 'start' } })).toMatchObject({
      isError: true,
      value: { error: { code: 'sandbox-unreachable' } },
    });
  });

  it('reads the journal and waits for what comes next', async () => {
    const { call, home } = await connect();
    const folder = join(home, '.local', 'state', 'cmtelegram', 'journal');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, '2027-01-01.ndjson');
    const lines = [1, 2, 3].map((n) => journalLine(n, `text ${n}`));
    writeFileSync(file, lines.slice(0, 2).join(''));
    const { value } = await call('list_webhooks', { last: 1 });
    expect(value.webhooks).toMatchObject([{ id: 'run-2', kind: 'message' }]);
    expect(value.webhooks[0]).not.toHaveProperty('headers');
    expect((await call('list_webhooks', { filter: ['text=text 1'], raw: true })).value.webhooks).toMatchObject([
      { id: 'run-1', headers: [['Content-Type', 'application/json']] },
    ]);
    expect((await call('list_webhooks', { filter: ['nonsense'] })).isError).toBe(true);
    const waiting = call('wait_for_webhook', { filter: ['text=text 3'], timeoutMs: 20_000 });
    expect((await call('wait_for_webhook', { filter: ['text=text 2'], timeoutMs: 1 })).value).toEqual({
      webhook: null,
    });
    writeFileSync(file, lines[2]?.slice(0, 40) ?? '', { flag: 'a' });
    writeFileSync(file, lines[2]?.slice(40) ?? '', { flag: 'a' });
    expect((await waiting).value.webhook).toMatchObject({ id: 'run-3' });
  });

  it('refuses to send unless it was allowed, and says how to allow it', async () => {
    const gateway = await startGateway();
    const { call, client } = await connect([], { CMTG_ENDPOINT: gateway.url, CMTG_PRODUCT_TOKEN: plainCanary });
    expect(await call('send_message', text)).toMatchObject({
      isError: true,
      value: { error: { code: 'send-not-allowed', hint: expect.stringContaining('--allow-send --to') } },
    });
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === 'send_message')?.description).toContain('Not allowed');
    expect(gateway.requests).toEqual([]);
  });

  it('sends to the named chats and to no other', async () => {
    const gateway = await startGateway();
    const env = { CMTG_ENDPOINT: gateway.url, CMTG_PRODUCT_TOKEN: plainCanary };
    const { call } = await connect(['--allow-send', '--to', '987654321,-100200'], env);
    expect(await call('send_message', { ...text, to: ['987654321', '5'] })).toMatchObject({
      isError: true,
      value: { error: { code: 'chat-not-allowed', hint: expect.stringContaining('987654321') } },
    });
    expect((await call('send_message', { ...text, text: 'x'.repeat(5000) })).value.outcome).toBe('invalid');
    expect(gateway.requests).toEqual([]);
    expect((await call('send_message', text)).value).toMatchObject({
      outcome: 'accepted',
      messages: [{ to: '987654321', state: 'accepted' }],
    });
    expect(gateway.requests.map(({ headers }) => headers['x-cm-producttoken'])).toEqual([plainCanary]);
    gateway.behave(faults.resetAfterBody());
    expect((await call('send_message', text)).value).toMatchObject({ outcome: 'unknown' });
    expect(gateway.requests).toHaveLength(2);
  });

  it('passes over lines that are no messages, and ends with its client', async () => {
    const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const { code, stdout } = await runBinary(['mcp'], { stdin: `not json\n${ping}\n` });
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ jsonrpc: '2.0', id: 1, result: {} }]);
  });

  it('refuses wrong flags before it starts', async () => {
    for (const argv of [
      ['--allow-send'],
      ['--to', '1'],
      ['--product-token-file', '-'],
      ['--sandbox-url', 'x'],
      ['--sandbox-url', 'http://127.0.0.1:1', '--webhook', 'http://127.0.0.1:2'],
    ]) {
      expect(await runInside(['mcp', ...argv]), argv.join(' ')).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('is the only command that loads the protocol', () => {
    const chunks = JSON.parse(readFileSync(`${root}dist/meta.json`, 'utf8')) as {
      fileName: string;
      imports: string[];
      modules: string[];
    }[];
    const reach = (name: string, seen = new Set<string>()): Set<string> => {
      const chunk = chunks.find(({ fileName }) => fileName === name);
      if (chunk === undefined || seen.has(name)) return seen;
      seen.add(name);
      for (const imported of chunk.imports) reach(imported, seen);
      return seen;
    };
    const holds = (name: string, word: string) =>
      chunks.some(({ fileName, modules }) => fileName === name && modules.some((path) => path.includes(word)));
    const commands = chunks.filter(({ fileName }) => holds(fileName, 'src/cli/commands/'));
    expect(commands.length).toBeGreaterThan(8);
    const loading = commands.filter(({ fileName }) =>
      [...reach(fileName)].some((name) => holds(name, '@modelcontextprotocol')),
    );
    const sources = loading.flatMap(({ modules }) => modules.filter((path) => path.includes('src/cli/commands/')));
    expect(sources).toEqual(['src/cli/commands/mcp.ts']);
  });
});

function journalLine(n: number, words: string): string {
  const raw = JSON.stringify({
    reference: '',
    messageContext: '',
    from: { number: '987654321', name: 'Sam' },
    to: { number: '1234567890' },
    message: { text: words, media: { mediaUri: '', contentType: '', title: '' }, custom: {} },
    groupings: ['', '', ''],
    time: '2027-01-01 00:00:00',
    timeUtc: '2027-01-01T00:00:00',
    channel: 'Telegram Messenger',
  });
  const parts = {
    id: `run-${n}`,
    receivedAt: '2027-01-01T00:00:00.000Z',
    method: 'POST',
    path: '/',
    rawHeaders: ['Content-Type', 'application/json'],
    body: Buffer.from(raw),
    duplicateOf: undefined,
    seq: n,
  };
  return `${buildLine(buildReceivedWebhook(parts), n)}\n`;
}

/** `cmtg sandbox` as its own process. */
async function startSandbox(): Promise<{ url: string }> {
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [bin, 'sandbox', '--port', '0', '--json'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: createTempFolder() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  open.push({ close: () => void child.kill() });
  const [first] = await new Promise<Buffer[]>((resolve) => child.stdout.once('data', (chunk) => resolve([chunk])));
  return { url: JSON.parse(String(first).split('\n')[0] ?? '').url };
}
