import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTempFolder } from '../support/temp-folder.js';
import { type Listener, startListener } from '../torture/listen/listener.js';

async function start(...args: string[]): Promise<Listener> {
  const listener = await startListener(args);
  onTestFinished(() => void listener.child.kill('SIGKILL'));
  return listener;
}

const post = (listener: Listener, body: string) =>
  fetch(`http://127.0.0.1:${listener.port}/`, { method: 'POST', body }).then(({ status }) => status);

/** The exit code, also when nobody reads what is left. */
const exitOf = ({ child }: Listener) => new Promise<number | null>((resolve) => child.on('exit', resolve));

// Each of these would run into the time-out of a test, were it to wait for what it need not wait for.
describe('a listener that is stopped', () => {
  it('gives the answers that --delay holds back at once', async () => {
    const listener = await start('--delay', '10m');
    const answer = post(listener, 'a');
    // The request must have arrived: a second one is refused only after the first was read.
    expect((await fetch(`http://127.0.0.1:${listener.port}/`, { method: 'PUT' })).status).toBe(405);
    const { code } = await listener.end('SIGTERM');
    expect([code, await answer]).toEqual([0, 200]);
    expect(listener.stderr()).toContain('1 webhook answered 200');
  });

  it('does not wait for somebody who does not read, and says so', async () => {
    const listener = await start();
    listener.pause();
    const large = 'x'.repeat(400_000);
    for (let n = 0; n < 4; n++) expect(await post(listener, large)).toBe(200);
    const code = exitOf(listener);
    listener.child.kill('SIGTERM');
    expect(await code).toBe(0);
    listener.resume();
    await new Promise((resolve) => listener.child.on('close', resolve));
    expect(listener.stderr()).toContain('4 webhooks answered 200');
    expect(listener.stderr()).toMatch(/did not read to the end: the journal has them/);
  });

  it('says which webhooks a program has not got, and ends one that wants to stay', async () => {
    const folder = createTempFolder();
    const file = join(folder, 'stay.mjs');
    writeFileSync(file, "process.on('SIGTERM', () => {}); console.log('here'); setInterval(() => {}, 1000);");
    const listener = await start('--exec', `${process.execPath} ${file}`);
    for (const body of ['a', 'b', 'c']) expect(await post(listener, body)).toBe(200);
    const { code } = await listener.end('SIGTERM');
    expect(code).toBe(0);
    expect(listener.stderr()).toContain('exec did not get the last 2: the journal has them');
  });
});
