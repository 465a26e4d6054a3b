import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createExecSink, type ExecResult } from '../../../src/webhook/exec.js';
import { splitCommand } from '../../../src/webhook/split-command.js';
import { createReceived } from '../../support/received.js';
import { createTempFolder } from '../../support/temp-folder.js';

const run = async (
  command: string,
  setup: { timeoutMs?: number; signal?: AbortSignal; env?: Record<string, string> } = {},
) => {
  const results: ExecResult[] = [];
  const folder = createTempFolder();
  const sink = createExecSink({
    command: splitCommand(command),
    env: { PATH: process.env['PATH'], ...setup.env },
    cwd: folder,
    timeoutMs: setup.timeoutMs ?? 10_000,
    now: Date.now,
    describe: (webhook) => ({
      json: JSON.stringify({ id: webhook.id, text: '$(touch injected); `touch injected`' }),
      kind: 'message',
    }),
    killGroup: (leader, signal) => void process.kill(-leader, signal),
    signal: setup.signal ?? new AbortController().signal,
    onResult: (result) => void results.push(result),
  });
  await sink.push(createReceived('{}'));
  return { result: results[0], folder };
};

describe('createExecSink', () => {
  it('hands the webhook over on stdin and nothing of it as an argument', async () => {
    const { result, folder } = await run('sh -c "cat > got; env | grep ^WEBHOOK_ | sort"');
    expect(result).toMatchObject({ id: 'abc123-1', exitCode: 0, timedOut: false, error: null });
    expect(result?.output).toBe('WEBHOOK_ID=abc123-1\nWEBHOOK_KIND=message\n');
    expect(JSON.parse(readFileSync(join(folder, 'got'), 'utf8'))).toMatchObject({ id: 'abc123-1' });
  });

  it('runs without a shell', async () => {
    const { result } = await run("printf %s '$HOME; $(id)'");
    expect(result?.output).toBe('$HOME; $(id)');
  });

  it('shows the exit code and what was said on stderr', async () => {
    const { result } = await run('sh -c "echo broken >&2; exit 3"');
    expect(result).toMatchObject({ exitCode: 3, output: 'broken\n' });
  });

  it('ends a program and all it started after the time-out', async () => {
    const { result } = await run('sh -c "sleep 60 & sleep 60; true"', { timeoutMs: 200 });
    expect(result).toMatchObject({ exitCode: null, timedOut: true });
  });

  it('ends when cmtg does', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const { result } = await run('sleep 60', { signal: controller.signal });
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGTERM', timedOut: false });
  });

  it('says when a program cannot be started, and does not mind one that reads nothing', async () => {
    expect((await run('no-such-program-at-all')).result).toMatchObject({
      exitCode: null,
      error: expect.stringMatching(/ENOENT/),
    });
    expect((await run('true')).result).toMatchObject({ exitCode: 0 });
  });

  it('keeps little of a program that says much', async () => {
    const { result } = await run('sh -c "head -c 5000000 /dev/zero | tr \'\\0\' x"');
    expect(result?.output.length).toBe(65_536);
  });
});

describe('splitCommand', () => {
  it.each([
    ['node app.js', ['node', 'app.js']],
    ['  a   b ', ['a', 'b']],
    [`a "b c" 'd "e' f\\ g`, ['a', 'b c', 'd "e', 'f g']],
    [`jq '.a | .b' "x\\"y\\\\z" ''`, ['jq', '.a | .b', 'x"y\\z', '']],
    [`a"b"'c'd`, ['abcd']],
  ])('%s', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });

  it.each(['', '   ', 'a | b', 'a > b', 'a; b', 'a $HOME', 'a `b`', 'a && b', 'a *', '"a', "a 'b", 'a \\'])(
    'refuses %j',
    (command) => {
      expect(() => splitCommand(command)).toThrow(expect.objectContaining({ code: 'exec-invalid', category: 'usage' }));
    },
  );
});
