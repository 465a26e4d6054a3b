import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClock } from '../../../../src/testing/clock.js';
import type { SandboxOptions } from '../../../../src/testing.js';
import { createSandbox } from '../../../../src/testing.js';
import { createStrictCheck } from '../../../support/check-strictly.js';
import { compileSchema } from '../../../support/compile-schema.js';
import { type CliSetup, root, runBinary, runInside } from '../../../support/run-cli.js';
import { createTempFolder } from '../../../support/temp-folder.js';

/** A sandbox on a socket with a bot in this process that repeats texts; from another bot ID when one is given. */
async function serve(options: SandboxOptions & { from?: string } = {}) {
  const sandbox = await createSandbox({
    listen: true,
    webhook: async (request) => {
      const { from, to, message } = (await request.json()) as {
        from: { number: string };
        to: { number: string };
        message: { text: string };
      };
      const body = { type: 'auto', content: message.text };
      const msg = [{ from: options.from ?? to.number, to: [{ number: from.number }], body }];
      await sandbox.fetch(sandbox.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-cm-producttoken': 'any' },
        body: JSON.stringify({ messages: { msg } }),
      });
      return new Response();
    },
    ...options,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

function script(text: string): string {
  const file = join(createTempFolder(), 'script.yaml');
  writeFileSync(file, text);
  return file;
}

const clock = createClock();
const run = (argv: readonly string[], setup: CliSetup = {}) => runInside(['chat', ...argv], { clock, ...setup });

describe('a script against a running sandbox', () => {
  it('ends with 0 when every expectation is met, and shows the steps', async () => {
    const sandbox = await serve();
    const file = script('name: Echo\nsteps:\n  - start: x\n  - expect: { pattern: "^/start" }\n  - advance: 1h\n');
    const { code, stdout, stderr } = await run(['--script', file, '--sandbox-url', sandbox.url]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      'Echo\n  ✓ start x\n  ✓ expect /^/start/  /start x\n  ✓ advance 1h\n✓ Echo: 3 of 3 steps passed\n',
    );
    expect(sandbox.now() - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('ends with 1 at the first that is not met: place, difference, and what was skipped', async () => {
    const sandbox = await serve();
    const file = script('name: Echo\nsteps:\n  - say: Good morning\n  - expect: Good evening\n  - say: bye\n');
    const { code, stdout } = await run(['--script', file, '--sandbox-url', sandbox.url]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'Echo',
        '  ✓ say Good morning',
        `  ✗ expect Good evening   ${file}:4:5`,
        '      the text is not as expected:',
        '      - Good evening',
        '      + Good morning',
        '      it differs from character 6 on',
        '  – say bye',
        '✗ Echo: 1 of 3 steps passed, 1 skipped',
        '',
      ].join('\n'),
    );
    expect(sandbox.messages()).toHaveLength(2);
  });

  it('shows several lines side by side, equal ones once', async () => {
    const sandbox = await serve();
    const file = script('name: x\nsteps:\n  - say: "a\\nb\\nc\\nd"\n  - expect: "a\\nX\\nY\\nd"\n');
    const { stdout } = await run(['--script', file, '--sandbox-url', sandbox.url]);
    expect(stdout).toContain(
      ['the text is not as expected (- expected, + received):', '  a', '- X', '- Y', '+ b', '+ c', '  d'].join(
        '\n      ',
      ),
    );
  });

  it('says that nothing came, and why the bot’s message did not arrive', async () => {
    const sandbox = await serve({ from: '555' });
    const file = script('name: x\nsteps:\n  - say: hi\n  - expect: { text: hi, within: 300ms }\n');
    const { code, stdout } = await run(['--script', file, '--sandbox-url', sandbox.url]);
    expect(code).toBe(1);
    expect(stdout).toContain('the bot sent nothing within 300ms');
    expect(stdout).toContain('it never arrives: this person has not written to the bot 555 yet.');
  });

  it('says what came when nothing should, and what else is wrong', async () => {
    const sandbox = await serve();
    const text = (step: string) => script(`name: x\nsteps:\n  - say: hi\n  - ${step}\n`);
    const outputs = await Promise.all(
      [
        'expect: { nothing: 5s }',
        'expect: { media: photo }',
        'expect: { pattern: "^bye$" }',
        'reply: { text: x, to: never said }',
      ].map(async (step, i) => {
        const argv = ['--script', text(step), '--sandbox-url', sandbox.url, '--chat', `10${i}`];
        return (await run(argv)).stdout;
      }),
    );
    expect(outputs[0]).toContain('the bot sent something:\n      + hi');
    expect(outputs[1]).toContain('the media is not as expected:\n      - image\n      + text');
    expect(outputs[2]).toContain('the text does not match:\n      - /^bye$/\n      + hi');
    expect(outputs[3]).toContain('no such message that could be answered');
  });

  it('does not count what was said before it began', async () => {
    const sandbox = await serve();
    await sandbox.say('earlier');
    const file = script('name: x\nsteps:\n  - say: now\n  - expect: now\n');
    expect((await run(['--script', file, '--sandbox-url', sandbox.url])).code).toBe(0);
  });

  it('writes JSON to stdout and JUnit to a file', async () => {
    const sandbox = await serve();
    const file = script('name: "<Echo> & co"\nsteps:\n  - say: hi\n  - expect: bye\n  - start\n');
    const report = join(createTempFolder(), 'report.xml');
    const { code, stdout, stderr } = await run([
      '--script',
      file,
      '--sandbox-url',
      sandbox.url,
      '--json',
      '--format',
      `junit=${report}`,
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      command: 'chat',
      name: '<Echo> & co',
      outcome: 'failed',
      steps: [
        { label: 'say hi', line: 3, column: 5, outcome: 'passed' },
        {
          outcome: 'failed',
          problem: { kind: 'mismatch', mismatches: [{ what: 'text', expected: 'bye', received: 'hi' }] },
        },
        { outcome: 'skipped' },
      ],
    });
    const fits = compileSchema('chat');
    createStrictCheck('chat')(JSON.parse(stdout));
    expect(fits({ version: 1 })).toBe(false);
    expect(stderr).toContain('1 of 3 steps passed');
    const xml = readFileSync(report, 'utf8');
    expect(xml).toContain('<testsuite name="&lt;Echo&gt; &amp; co"');
    expect(xml).toContain('tests="3" failures="1" errors="0" skipped="1"');
    expect(xml.match(/<testcase /g)).toHaveLength(3);
  });

  it('makes foreign text harmless in every output', async () => {
    const sandbox = await serve();
    const file = script('name: "\\e[31mred"\nsteps:\n  - say: "a\\e]0;title\\u0007\\u202ex"\n  - expect: "b"\n');
    const argv = ['--script', file, '--sandbox-url', sandbox.url];
    for (const extra of [[], ['--json'], ['--format', 'junit']]) {
      const { stdout, stderr } = await run([...argv, ...extra]);
      expect(`${stdout}${stderr}`.replace(/\n/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});

describe('what cannot be done', () => {
  it.each<[string, string[], number, string]>([
    ['no sandbox', ['--script', '-', '--sandbox-url', 'http://127.0.0.1:9'], 5, 'No sandbox answers'],
    ['an address that is none', ['--script', '-', '--sandbox-url', 'nonsense'], 2, '--sandbox-url takes'],
    ['an app without a script', ['--app', 'node x'], 2, 'need --script'],
    ['a report without a script', ['--format', 'junit'], 2, 'need --script'],
    ['an unknown report', ['--script', '-', '--format', 'pdf=x'], 2, 'junit or json'],
    ['two reports on stdout', ['--script', '-', '--format', 'junit', '--json'], 2, 'Only one report'],
    ['an app and a sandbox', ['--script', '-', '--app', 'x', '--sandbox-url', 'http://127.0.0.1:9'], 2, 'of its own'],
    ['an app that is a shell line', ['--script', '-', '--app', 'a && b'], 2, '--app runs no shell'],
    ['an app that is not there', ['--script', '-', '--app', 'no-such-program-anywhere'], 2, 'cannot be started'],
  ])('%s', async (_name, argv, code, why) => {
    const result = await run(argv, { stdin: 'steps:\n  - start\n' });
    // With --json the error is a document on stdout.
    expect(argv.includes('--json') ? result.stdout : result.stderr).toContain(why);
    expect(result.code).toBe(code);
    if (!argv.includes('--json')) expect(result.stdout).toBe('');
  });

  it('names the place of a mistake in the script', async () => {
    const { code, stderr } = await run(['--script', '-'], { stdin: 'steps:\n  - expct: x\n' });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('stdin:2:5: A step has no key “expct”'),
    });
  });

  it('something else that answers at the address', async () => {
    const { createServer } = await import('node:http');
    const server = createServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const argv = ['--script', '-', '--sandbox-url', `http://127.0.0.1:${port}`];
    const { code, stderr } = await run(argv, { stdin: 'steps:\n  - start\n' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('is no cmtg sandbox') });
  });
});

describe('typing', () => {
  it('sends every line of a pipe, and shows the answers as bubbles', async () => {
    const sandbox = await serve();
    const stdin = '/start\n:location 1 2 here\n:nonsense\n::-)\n';
    const argv = ['--sandbox-url', sandbox.url, '--as', 'Ann'];
    const { code, stdout, stderr } = await run(argv, { stdin, columns: 60 });
    expect(code).toBe(0);
    expect(stderr).toContain('There is no command :nonsense');
    expect(stdout).toMatch(/#\d+ bot 1234567890\n╭─+╮\n│ \/start │\n╰─+╯\n/);
    expect(stdout).toContain('│ :-) │');
    expect(sandbox.messages().flatMap((m) => (m.by === 'user' ? [[m.name, m.shown[0].kind]] : []))).toEqual([
      ['Ann', 'text'],
      ['Ann', 'location'],
      ['Ann', 'text'],
    ]);
  });

  it('says why a message does not arrive, and writes JSON lines when asked', async () => {
    const sandbox = await serve({ from: '555' });
    const { stdout } = await run(['--sandbox-url', sandbox.url, '--json'], {
      stdin: 'hi\n:nonsense\n',
    });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    const check = createStrictCheck('chat');
    for (const line of lines) check(line);
    expect(lines).toMatchObject([
      { type: 'message', by: 'user', shown: [{ text: 'hi' }] },
      { type: 'message', by: 'bot', undelivered: 'chat-not-opened' },
    ]);
    const { stdout: pretty } = await run(['--sandbox-url', sandbox.url, '--bot', '7'], { stdin: 'hi\n' });
    expect(pretty).toContain('undelivered it never arrives: this person has not written to the bot 555 yet.');
  });
});

describe('sandbox, app and person in one command', () => {
  const argv = [
    'chat',
    '--script',
    `${root}examples/echo.yaml`,
    '--app',
    `"${process.execPath}" "${root}examples/echo-bot.mjs"`,
  ];

  it('runs the example of the README, offline', async () => {
    const { code, stdout, stderr } = await runBinary(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('✓ The bot repeats what it hears: 11 of 11 steps passed');
  });

  it('says what the app printed, and that it ended by itself', async () => {
    const app = `"${process.execPath}" -e "console.log('port', process.env.CMTG_WEBHOOK_PORT); process.exit(3)"`;
    const { code, stderr } = await runBinary([...argv.slice(0, 4), app]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/app │ port \d+\n/);
    expect(stderr).toContain('ended by itself (exit 3)');
  });

  it('shows the step that an app left unanswered by ending', async () => {
    const source =
      "require('http').createServer((q, r) => { r.end(); setTimeout(() => process.exit(4), 50) }).listen(process.env.CMTG_WEBHOOK_PORT)";
    const app = `"${process.execPath}" -e "${source}"`;
    const { code, stdout, stderr } = await runBinary([...argv.slice(0, 4), app]);
    expect(stdout).toContain('✗ expect /start from-the-readme');
    expect(stderr).toContain('ended by itself (exit 4)');
    expect(code).toBe(2);
  });

  it('is a bot of ten lines, with nothing but Node', () => {
    const lines = readFileSync(`${root}examples/echo-bot.mjs`, 'utf8').split('\n');
    expect(lines.filter((line) => line.trim() !== '' && !line.startsWith('//'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('import'))).toEqual(["import { createServer } from 'node:http';"]);
  });
});
