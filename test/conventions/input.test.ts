import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { plainCanary } from '../support/canary.js';
import { type FaultServer, faults, startFaultServer } from '../support/fault-server.js';
import { type CliSetup, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';
import { convention, okPayload } from './support.js';

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer(faults.acceptAll());
});
afterEach(() => server.close());

const env = { CMTG_PRODUCT_TOKEN: plainCanary, CMTG_FROM: '1234567890' };
const run = (argv: readonly string[], setup: CliSetup = {}) => runInside(argv, { env, ...setup });
const textOf = (at = 0) => JSON.parse(server.requests[at]?.body ?? '').messages.msg[0].body.content as string;

describe('arguments and input', () => {
  convention(30, '- reads stdin; where stdin is the terminal there is help instead of a hang', async () => {
    await run(['send', '--endpoint', server.url, '--to', '2', '-'], { stdin: 'Hello\n' });
    expect(textOf()).toBe('Hello');
    expect((await run(['validate', '-'], { stdin: okPayload })).code).toBe(0);
    for (const argv of [
      ['send', '--to', '2', '-'],
      ['validate', '-'],
    ]) {
      const { code, stderr } = await run(argv, { isTTY: true });
      expect(code).toBe(2);
      expect(stderr).toMatch(/stdin/);
    }
  });

  convention(31, '-- ends the options', async () => {
    await run(['send', '--endpoint', server.url, '--to', '2', '--', '-hello']);
    expect(textOf()).toBe('-hello');
  });

  convention(
    32,
    'options before and behind the command, in any order, with a blank or = before the value',
    async () => {
      const ways = [
        ['--json', 'send', '--endpoint', server.url, '--to', '2', 'x'],
        ['send', 'x', '--to=2', `--endpoint=${server.url}`, '--json'],
        ['send', '--json', '--to', '2', 'x', '--endpoint', server.url],
      ];
      for (const argv of ways) expect(JSON.parse((await run(argv)).stdout)).toMatchObject({ outcome: 'accepted' });
      expect(server.requests.map((_, at) => textOf(at))).toEqual(['x', 'x', 'x']);
      expect((await run(['-q', 'send', '--sandbox', '--to', '2', 'x'])).stderr).toBe('');
    },
  );

  convention(33, 'Unicode and a megabyte from stdin arrive as they were', async () => {
    const text = 'Grüße 👩‍👩‍👧‍👦 你好 عربى e\u0301 \u{1f468}\u200d\u{1f4bb}\n'.repeat(20_000).trimEnd();
    expect(Buffer.byteLength(text)).toBeGreaterThan(1024 * 1024);
    // Telegram takes no such text, so the rule that says so is set aside.
    const argv = ['send', '--endpoint', server.url, '--to', '2', '--rule', 'text/too-long=off', '-'];
    const { code, stderr } = await run(argv, { stdin: `${text}\n` });
    expect(code, stderr).toBe(0);
    expect(textOf() === text).toBe(true);
  });

  convention(34, '--no-input with something missing: exit 2, and the option is named', async () => {
    for (const [argv, option] of [
      [['send', '--from', '1', 'x'], '--to'],
      [['init'], '--from'],
      [['init', '--from', '1'], '--keep'],
    ] as const) {
      const { code, stderr } = await runInside([...argv, '--no-input'], { isTTY: true });
      expect(code).toBe(2);
      expect(stderr).toContain(option);
    }
    const noSender = await runInside(['send', '--to', '1', '--no-input', 'x'], { isTTY: true });
    expect(noSender.stderr).toContain('--from');
  });

  convention(35, 'a bulk send without --yes and without a terminal is refused', async () => {
    const cwd = createTempFolder();
    writeFileSync(join(cwd, 'people.csv'), 'to,name\n11,Ann\n12,Bob\n');
    const argv = ['send', '--endpoint', server.url, '--recipients', 'people.csv', 'Hi {{name}}'];
    const { code, stderr } = await run(argv, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    expect(server.requests).toEqual([]);
  });
});
