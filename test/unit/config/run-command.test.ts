import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/config/run-command.js';

const options = { cwd: tmpdir(), env: { PATH: '/usr/bin:/bin' }, timeoutMs: 10_000, maxBytes: 1000 };
const node = (script: string, more = {}) => runCommand([process.execPath, '-e', script], { ...options, ...more });

describe('runCommand', () => {
  it('gives the output, and drops standard error', async () => {
    const result = await node(`console.log('out'); console.error('err')`);
    expect(result).toEqual({ kind: 'done', stdout: 'out\n' });
  });

  it('uses no shell', async () => {
    const result = await runCommand(['printf', '%s', '$HOME;`id`', '*'], options);
    expect(result).toEqual({ kind: 'done', stdout: '$HOME;`id`*' });
  });

  it('gives the program the environment it was given and no input', async () => {
    const result = await runCommand(['sh', '-c', 'cat; echo "$HOME:$X"'], { ...options, env: { X: 'x' } });
    expect(result).toEqual({ kind: 'done', stdout: ':x\n' });
  });

  it.each([
    ['process.exit(3)', 'it ended with code 3'],
    [`process.kill(process.pid, 'SIGTERM')`, 'it ended by SIGTERM'],
    [`console.log('x'.repeat(2000))`, 'it printed too much'],
  ])('says how it failed: %s', async (script, reason) => {
    expect(await node(script)).toEqual({ kind: 'failed', reason });
  });

  it('says when it cannot be started', async () => {
    const result = await runCommand(['no-such-program-here'], options);
    expect(result).toEqual({ kind: 'failed', reason: 'it cannot be started (ENOENT)' });
  });

  it('ends what hangs, also when a grandchild holds the output open', async () => {
    const hanging = await runCommand(['sh', '-c', 'sleep 20 & sleep 20'], { ...options, timeoutMs: 200 });
    expect(hanging).toEqual({ kind: 'timed-out' });
    const left = await runCommand(['sh', '-c', 'sleep 20 & echo out'], options);
    expect(left).toEqual({ kind: 'done', stdout: 'out\n' });
  });
});
