import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect } from 'vitest';
import { plainCanary } from '../support/canary.js';
import { type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { bin, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';
import {
  badPayload,
  convention,
  listCommands,
  okPayload,
  postWebhook,
  webhookBody,
  whileListening,
} from './support.js';

let server: FaultServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function createPayloads(): string {
  const cwd = createTempFolder();
  writeFileSync(join(cwd, 'ok.json'), okPayload);
  writeFileSync(join(cwd, 'bad.json'), badPayload);
  return cwd;
}

describe('streams', () => {
  convention(9, 'data on stdout alone, and stderr empty after success', async () => {
    const cwd = createPayloads();
    expect(await runInside(['validate', 'ok.json'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    const json = await runInside(['validate', 'ok.json', '--json'], { cwd });
    expect(json.stderr).toBe('');
    expect(JSON.parse(json.stdout).totals.errors).toBe(0);
  });

  convention(10, 'validate --format json: stdout is one JSON document, with findings as well', async () => {
    const { code, stdout } = await runInside(['validate', 'bad.json', '--format', 'json'], { cwd: createPayloads() });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).totals.errors).toBe(1);
  });

  convention(11, 'send --json to a failing server: JSON on stdout, the error on stderr, exit not 0', async () => {
    for (const behaviour of [faults.status(500), faults.wrongToken(), faults.resetAfterBody(), faults.garbage()]) {
      server = await startFaultServer(behaviour);
      const argv = ['send', '--json', '--endpoint', server.url, '--from', '1', '--to', '2', 'x'];
      const { code, stdout, stderr } = await runInside(argv, { env: { CMTG_PRODUCT_TOKEN: plainCanary } });
      expect(code).not.toBe(0);
      expect(JSON.parse(stdout).outcome).not.toBe('accepted');
      expect(stderr).not.toBe('');
      await server.close();
    }
  });

  convention(12, 'listen --json whose reader goes away: no stack trace, a clean end', async () => {
    const child = spawn(process.execPath, [bin, 'listen', '--json', '--port', '0'], {
      env: { PATH: process.env['PATH'] ?? '', HOME: createTempFolder() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const ended = once(child, 'close');
    try {
      const [ready] = (await once(createInterface(child.stdout), 'line')) as [string];
      child.stdout.destroy();
      const url = JSON.parse(ready).url as string;
      // It may be gone after the first: nobody reads along any more.
      await postWebhook(url, webhookBody('one')).catch(() => {});
      await postWebhook(url, webhookBody('two')).catch(() => {});
      const [code] = await ended;
      expect(code).toBe(0);
      expect(stderr).not.toMatch(/EPIPE|^\s+at /m);
    } finally {
      child.kill('SIGKILL');
    }
  });

  convention(13, 'listen --json: every line parses alone, the first is ready with the real port', async () => {
    let listening = 0;
    const { stdout } = await whileListening(['--json'], async (url, port) => {
      listening = port;
      expect(await postWebhook(url, webhookBody('first\nsecond'))).toBe(200);
      expect(await postWebhook(url, 'not json')).toBe(200);
    });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ type: 'ready', url: expect.stringContaining(`:${listening}`) });
    expect(lines.map(({ type }) => type)).toEqual(['ready', 'webhook', 'webhook', 'stopped']);
  });

  convention(14, '--quiet validate: no decoration, the same exit code', async () => {
    const cwd = createPayloads();
    const loud = await runInside(['validate', 'bad.json'], { cwd });
    const quiet = await runInside(['--quiet', 'validate', 'bad.json'], { cwd });
    expect(quiet.code).toBe(loud.code);
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout.length).toBeLessThanOrEqual(loud.stdout.length);
    expect(await runInside(['-q', 'validate', 'ok.json'], { cwd })).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  convention(15, 'no command with --json and an empty stdin asks anything or hangs', async () => {
    const commands = listCommands();
    const results = await Promise.all(
      commands.map(async (path) => {
        // Those that serve stop when they are asked to.
        const serves = ['listen', 'sandbox', 'chat'].includes(path[0] ?? '');
        const signal = serves ? AbortSignal.timeout(2000) : AbortSignal.timeout(10_000);
        const extra = serves && path[0] !== 'chat' ? ['--port', '0'] : [];
        const result = await runInside([...path, '--json', ...extra], { stdin: '', signal });
        return { path: path.join(' '), stdout: result.stdout, isLate: !serves && signal.aborted };
      }),
    );
    for (const { path, stdout, isLate } of results) {
      expect(isLate, path).toBe(false);
      for (const line of stdout.trimEnd().split('\n'))
        if (line !== '') expect(() => JSON.parse(line), path).not.toThrow();
    }
  });
});
