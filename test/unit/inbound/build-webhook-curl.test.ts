import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWebhookCurl } from '../../../src/core/inbound/build-webhook-curl.js';
import { renderSafeText } from '../../../src/render/safe-text.js';

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe('buildWebhookCurl', () => {
  it.each(['plain', 'naïve 漢字', 'esc \u001b]0;x\u0007', '\u202e', "it's"])('can be looked at safely: %j', (text) => {
    const curl = buildWebhookCurl('http://localhost/', { 'x-odd': '\u009b31m' }, Buffer.from(text));
    expect(renderSafeText(curl, { multiline: true, isolate: false })).toBe(curl);
  });
});

describe.skipIf(!hasCurl)('buildWebhookCurl through sh and curl (skipped without curl)', () => {
  const received: { body: Buffer; headers: string[] }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ body: Buffer.concat(chunks), headers: request.rawHeaders });
      response.end();
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    ['JSON', Buffer.from('{"a":"it\'s \\"$HOME\\" `date` \\\\n"}\n')],
    ['every byte', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ['a file name', Buffer.from('@/etc/passwd')],
    ['line breaks', Buffer.from('a\r\nb\rc\n\n')],
    ['percent and octal', Buffer.from('%s %n \\0101 \u001b1')],
    ['nothing', Buffer.alloc(0)],
    ['a long text', Buffer.from(`"${'x'.repeat(200_000)}"`)],
  ])('posts the same bytes and headers: %s', async (_, body) => {
    const { port } = server.address() as AddressInfo;
    const headers = { 'content-type': 'application/json', 'x-empty': '', 'x-quote': "it's" };
    const curl = buildWebhookCurl(`http://127.0.0.1:${port}/?a=[1]`, headers, body);
    const { spawn } = await import('node:child_process');
    const code = await new Promise((resolve) => {
      const child = spawn('sh', { stdio: ['pipe', 'ignore', 'ignore'] });
      child.on('close', resolve);
      child.stdin.end(`${curl}\n`);
    });
    expect(code).toBe(0);
    const last = received.at(-1);
    expect(last?.body.equals(body)).toBe(true);
    const names = (last?.headers ?? []).filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    expect(names.sort()).toEqual(['content-length', 'content-type', 'host', 'x-empty', 'x-quote']);
  });
});
