import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCanary } from '../support/canary.js';
import { type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { root } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const page = readFileSync(join(root, 'docs/open-questions.md'), 'utf8');
const rows = [...page.matchAll(/^\| ([^|]+\?) \|/gm)].map(([, question = '']) => question.replaceAll('`', ''));

let gateway: FaultServer;
beforeEach(async () => {
  gateway = await startFaultServer(faults.acceptAll());
});
afterEach(() => gateway.close());

/** The script with what is typed; CM is a gateway on this machine. */
async function ask(args: readonly string[], typed = '', env: Record<string, string> = {}) {
  const folder = createTempFolder();
  const child = spawn('sh', [join(root, 'scripts/ask-cm.sh'), ...args], {
    cwd: folder,
    env: {
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: folder,
      TMPDIR: folder,
      CMTG_FROM: '1234567890',
      CMTG_PRODUCT_TOKEN: plainCanary,
      CMTG_ENDPOINT: gateway.url,
      ASK_PORT: '0',
      ...env,
    },
  });
  let output = '';
  child.stdout.on('data', (part) => {
    output += part;
  });
  child.stderr.on('data', (part) => {
    output += part;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(typed);
  const code = await new Promise((resolve) => child.on('close', resolve));
  const read = () => readFileSync(join(folder, 'cm-answers.txt'), 'utf8');
  return { code, output, read };
}

const lines = (...typed: string[]) => `${typed.join('\n')}\n`;
const sentTo = () =>
  gateway.requests.flatMap(({ body }) => {
    const { messages }: { messages: { msg: { to: { number: string }[] }[] } } = JSON.parse(body);
    return messages.msg.flatMap(({ to }) => to.map(({ number }) => number));
  });

describe('what only a CM account can tell', () => {
  test('every question of the page is a step of the script, in its order, and the other way round', async () => {
    const { output } = await ask(['--list']);
    expect(rows.length).toBeGreaterThan(10);
    expect(output.trim().split('\n')).toEqual(rows.map((question, index) => `${index + 1}. ${question}`));
  });

  test.each([
    ['no chat', []],
    ['a name instead of a chat ID', ['@me']],
    ['a group', ['-100123']],
  ])('%s: refused', async (_name, args) => {
    const { code, output } = await ask(args, lines(...Array(99).fill('y')));
    expect(code).toBe(2);
    expect(output).toContain('usage: scripts/ask-cm.sh CHAT_ID');
    expect(gateway.requests).toHaveLength(0);
  });

  test.each([
    ['nothing is typed', ''],
    ['the start is declined', lines('n')],
    ['every question is declined', lines('y', ...Array(99).fill(''))],
  ])('posts nothing when %s', async (_name, typed) => {
    await ask(['987654321'], typed);
    expect(gateway.requests).toHaveLength(0);
  });

  test('asks everything, posts to the one chat, and writes down what was answered and seen', async () => {
    const { code, output, read } = await ask(['987654321'], lines(...Array(99).fill('y')));
    expect(code, output).toBe(0);
    const log = read();
    for (const question of rows) expect(log).toContain(question);
    expect(new Set(sentTo())).toEqual(new Set(['987654321']));
    expect(sentTo().length).toBeGreaterThan(20);
    expect(log).toContain('exit code 0, HTTP 200');
    expect(log).toContain('seen: y');
    expect(log).not.toContain(plainCanary);
    const tokens = new Set(gateway.requests.map(({ headers }) => headers['x-cm-producttoken']));
    expect(tokens).toEqual(new Set([plainCanary, '00000000-0000-0000-0000-000000000000']));
    expect(gateway.requests.filter(({ body }) => body.includes('number 10 of 10'))).toHaveLength(1);
  });

  test('posts to a group and to a name only when they are typed', async () => {
    const number = rows.findIndex((question) => question.includes('groups')) + 1;
    const { output } = await ask(['987654321'], lines('y', 'y', '-1001234567890', 'yes', '@someone', 'no'), {
      ASK_ONLY: String(number),
    });
    expect(sentTo(), output).toEqual(['-1001234567890', '@someone']);
  });

  test('says why it cannot listen, and goes on', async () => {
    const { output, code } = await ask(['987654321'], lines(...Array(99).fill('y')), {
      ASK_ONLY: `${rows.length - 1} ${rows.length}`,
      ASK_PORT: String(gateway.port),
    });
    expect(code, output).toBe(0);
    expect(output).toMatch(/error: .*port/i);
    expect(gateway.requests).toHaveLength(0);
  });

  test('takes addresses of files only over https', async () => {
    const number = rows.findIndex((question) => question.includes('.tgs')) + 1;
    const typed = lines('y', 'y', 'https://example.com/wave.tgs', 'moves', 'http://example.com/a.docx');
    const { output } = await ask(['987654321'], typed, { ASK_ONLY: String(number) });
    expect(gateway.requests.map(({ body }) => /https?:[^"]*/.exec(body)?.[0])).toEqual([
      'https://example.com/wave.tgs',
    ]);
    expect(output).toContain('Left out.');
  });
});
