import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { createSpinner } from '../../src/render/progress.js';
import { type CliSetup, runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';
import { badPayload, convention, postWebhook, webhookBody, whileListening } from './support.js';

const cwd = createTempFolder();
writeFileSync(join(cwd, 'bad.json'), badPayload);

/** One command of each kind that draws something. */
const drawing = [
  ['config'],
  ['rules'],
  ['limits'],
  ['commands'],
  ['doctor', '--endpoint', 'http://127.0.0.1:9/'],
  ['validate', 'bad.json'],
  ['send', '--sandbox', '--to', '2', 'Hello'],
  ['send', '--sandbox', '--to', '+31612345678', 'Hello'],
];
const run = (argv: readonly string[], setup: CliSetup = {}) => runInside(argv, { cwd, ...setup });
const escapes = ({ stdout, stderr }: { stdout: string; stderr: string }) => /\u001b/.test(stdout + stderr);
const coloured = ['send', '--sandbox', '--to', '2', 'Hello'];

describe('colour and terminal', () => {
  convention(23, 'what is piped has no escape codes', async () => {
    for (const argv of drawing) expect(escapes(await run(argv)), argv.join(' ')).toBe(false);
  });

  convention(24, 'NO_COLOR=1 on a terminal: no escape codes; NO_COLOR empty changes nothing', async () => {
    expect(escapes(await run(coloured, { isTTY: true }))).toBe(true);
    for (const argv of drawing) {
      expect(escapes(await run(argv, { isTTY: true, env: { NO_COLOR: '1' } })), argv.join(' ')).toBe(false);
    }
    expect(escapes(await run(coloured, { isTTY: true, env: { NO_COLOR: '' } }))).toBe(true);
  });

  convention(25, 'FORCE_COLOR colours a pipe, FORCE_COLOR=0 none; it beats NO_COLOR, as in Node', async () => {
    expect(escapes(await run(coloured, { env: { FORCE_COLOR: '1' } }))).toBe(true);
    expect(escapes(await run(coloured, { isTTY: true, env: { FORCE_COLOR: '0' } }))).toBe(false);
    expect(escapes(await run(coloured, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }))).toBe(true);
  });

  convention(26, 'TERM=dumb: no colour and no spinner; --no-color beats the environment', async () => {
    expect(escapes(await run(coloured, { isTTY: true, env: { TERM: 'dumb' } }))).toBe(false);
    expect(escapes(await run([...coloured, '--no-color'], { isTTY: true, env: { FORCE_COLOR: '1' } }))).toBe(false);
    expect(await framesWith({ TERM: 'dumb' })).toBe(0);
  });

  convention(27, 'CI=true: no spinner', async () => {
    expect(await framesWith({ CI: 'true' })).toBe(0);
    // The same spinner is there without CI, so that the line above means something.
    expect(await framesWith({ TERM: 'xterm' })).toBeGreaterThan(0);
  });

  convention(28, 'controls in a webhook are shown, never carried out', async () => {
    const text = 'a\u001b]0;x\u0007b\u009bc\u202ed\u2066e';
    for (const flags of [[], ['--compact'], ['--raw'], ['--json']]) {
      const { stdout, stderr } = await whileListening(flags, async (url) => {
        expect(await postWebhook(url, webhookBody(text))).toBe(200);
      });
      expect(stdout).toContain('d');
      expect(stdout + stderr, flags.join(' ')).not.toMatch(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      );
    }
  });

  convention(29, 'forty columns: nothing crashes and no character is torn', async () => {
    const text = '👩‍👩‍👧‍👦 Grüße, 你好 '.repeat(20);
    for (const argv of [...drawing, ['send', '--sandbox', '--to', '2', text], ['send', '--help']]) {
      const { code, stdout, stderr } = await run(argv, { isTTY: true, columns: 40 });
      expect(code, argv[0]).not.toBe(70);
      expect(Buffer.from(stdout + stderr, 'utf8').toString('utf8')).toBe(stdout + stderr);
      expect(stdout + stderr).not.toContain('\ufffd');
    }
  });
});

/** How often a spinner of half a second writes to a terminal with this environment. */
async function framesWith(env: Record<string, string>): Promise<number> {
  let frames = 0;
  const { Writable } = await import('node:stream');
  const stream = Object.assign(
    new Writable({
      write(_chunk, _encoding, done) {
        frames += 1;
        done();
      },
    }),
    { isTTY: true, columns: 80, clearLine: () => true, cursorTo: () => true, moveCursor: () => true },
  );
  const progress = createSpinner('Working', {
    stream: stream as unknown as NodeJS.WriteStream,
    isTTY: true,
    env,
    wanted: true,
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  progress.stop();
  return frames;
}
