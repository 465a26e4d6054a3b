import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startListener } from '../torture/listen/listener.js';

const webhooks = 600;
const request = (body: string) =>
  `POST /cm HTTP/1.1\r\nHost: a\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Sends everything down one connection without waiting, and resolves with the number of answers. */
function pour(port: number, bodies: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bodies.map(request).join('')));
    let answers = '';
    socket.on('data', (chunk) => {
      answers += chunk;
      const count = answers.split('HTTP/1.1 200 OK').length - 1;
      if (count < bodies.length) return;
      socket.destroy();
      resolve(count);
    });
    socket.on('error', reject);
  });
}

const countThreads = (pid: number) => readdirSync(`/proc/${pid}/task`).length;

describe.each([['--no-journal'], []])('many webhooks at once, with %s', (...flags) => {
  it('are shown by a second thread: all of them, in order, as one by one', async () => {
    const listener = await startListener(flags);
    onTestFinished(async () => void (await listener.end('SIGKILL')));
    const named = (name: string) => JSON.stringify({ message: { text: `${name} ü \u202e` }, from: { number: '42' } });

    // One by one: a developer's listener never needs the thread.
    for (let n = 0; n < 20; n++) await pour(listener.port, [named(`alone ${n}`)]);
    const isLinux = existsSync('/proc/self/task');
    const before = isLinux ? countThreads(listener.pid) : 0;

    const texts = Array.from({ length: webhooks }, (_, n) => `webhook ${n}`);
    expect(await pour(listener.port, texts.map(named))).toBe(webhooks);
    if (isLinux) expect(countThreads(listener.pid)).toBeGreaterThan(before);

    // It stays: one that fails is gone by now, and all that it owed was shown without it.
    while (listener.lines.length <= webhooks + 20) await new Promise((resolve) => setTimeout(resolve, 20));
    if (isLinux) expect(countThreads(listener.pid)).toBeGreaterThan(before);

    const { code } = await listener.end('SIGTERM');
    expect(code).toBe(0);
    const shown = listener.lines.slice(1, -1).map((line) => JSON.parse(line));
    expect(shown.map(({ parsed }) => parsed.text.split(' ü')[0])).toEqual([
      ...Array.from({ length: 20 }, (_, n) => `alone ${n}`),
      ...texts,
    ]);
    expect(listener.lines.some((line) => line.includes('\u202e'))).toBe(false);
    expect(new Set(shown.map((line) => Object.keys(line).join())).size).toBe(1);
  });
});
