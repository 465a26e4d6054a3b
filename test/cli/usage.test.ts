import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandTable } from '../../src/cli/command-table.js';
import { recipientsOptions } from '../../src/cli/options/bulk-options.js';
import { runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const http = async () => Promise.reject(new Error('nothing may leave'));
const run = (argv: string[], setup = {}) => runInside(argv, { http, ...setup });

describe('mistakes on the command line', () => {
  test.each([
    ['an unknown command', ['sned'], /Did you mean send\?/],
    [
      'an unknown command below one that runs by itself',
      ['journal', 'lst'],
      /no command “lst”[\s\S]*Did you mean list\?/,
    ],
    ['another', ['config', 'bogus'], /no command “bogus”[\s\S]*It knows list, get, set/],
    ['one of bulk', ['bulk', 'stats'], /Did you mean status\?/],
    ['an unknown option', ['send', '--form', '1'], /--from/],
    ['two texts', ['send', '--from', '1', '--to', '2', 'Hello', 'there'], /Quote a text/],
    ['no text', ['send', '--from', '1', '--to', '2'], /No text to send/],
    ['no chat', ['send', '--from', '1', 'x'], /No chat to send to.*\n.*listen/],
    ['an empty chat', ['send', '--from', '1', '--to', '', 'x'], /No chat to send to/],
    ['no bot ID', ['send', '--to', '2', 'x'], /CMTG_FROM/],
    ['no token', ['send', '--from', '1', '--to', '2', 'x'], /No product token.*\n.*--sandbox/],
    ['text and --text-file', ['send', '--from', '1', '--to', '2', '--text-file', 'f', 'x'], /not both/],
    ['a bad duration', ['send', '--from', '1', '--to', '2', '--timeout', 'soon', 'x'], /--timeout/],
    ['a bad number', ['send', '--from', '1', '--to', '2', '--retries', '-1', 'x'], /--retries/],
    ['a bad choice', ['send', '--from', '1', '--to', '2', '--on-unknown', 'maybe', 'x'], /skip, resend, ask/],
    ['an unknown rule', ['send', '--from', '1', '--to', '2', '--rule', 'text/to-long=off', 'x'], /text\/too-long/],
    ['four groupings', ['send', '--from', '1', '--to', '2', '--grouping', 'a,b,c,d', 'x'], /--grouping/],
    [
      'a missing text file',
      ['send', '--from', '1', '--to', '2', '--text-file', 'nowhere.txt'],
      /nowhere\.txt does not exist/,
    ],
    ['a missing configuration', ['send', '--config', 'nowhere.json', '--to', '2', 'x'], /nowhere\.json/],
    ['an unknown profile', ['send', '--profile', 'prod', '--to', '2', 'x'], /prod/],
    ['--dry-run and --as-curl', ['send', '--from', '1', '--to', '2', '--dry-run', '--as-curl', 'x'], /exclude/],
    ['--payload with a text', ['send', '--payload', 'p.json', 'x'], /would change it/],
    ['a local media file', ['send-media', '--from', '1', '--to', '2', './cat.jpg'], /public URL only/],
    ['a file: address', ['send-media', '--from', '1', '--to', '2', 'file:///cat.jpg'], /public URL only/],
    ['a Windows path', ['send-media', '--from', '1', '--to', '2', 'C:\\cat.jpg'], /public URL only/],
    [
      '--name for two files',
      ['send-media', '--from', '1', '--to', '2', '--name', 'a.jpg', 'https://e.com/a', 'https://e.com/b'],
      /describe one file/,
    ],
    ['no arguments', [], /Usage: cmtg/],
  ])('%s', async (_name, argv, message) => {
    const { code, stdout, stderr } = await run(argv);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  const needsRecipients: readonly (readonly [flag: string, ...value: string[]])[] = [
    ['--to-column', 'chat'],
    ['--from-column', 'bot'],
    ['--reference-column', 'ref'],
    ['--preview', '2'],
    ['--skip-invalid'],
    ['--no-duplicate-check'],
    ['--yes'],
    ['--rate', '1/s'],
    ['--batch', '1'],
    ['--concurrency', '1'],
    ['--window', '1'],
    ['--ledger', 'run.jsonl'],
    ['--report', 'r.html'],
    ['--shard', '1/2'],
  ];
  const single = {
    send: [...needsRecipients, ['--template', 'text.txt']],
    'send-media': [...needsRecipients, ['--media-column', 'url']],
  };

  test.each(Object.entries(single))('%s refuses every flag that needs --recipients', async (command, flags) => {
    for (const given of flags) {
      const argv = [command, '--sandbox', '--to', '5', 'https://example.com/a.jpg', ...given];
      const { code, stdout, stderr } = await run(argv);
      expect({ given, code, stdout }).toEqual({ given, code: 2, stdout: '' });
      expect(stderr).toContain(`${given[0]} needs --recipients.`);
    }
    const known = commandTable.find(({ name }) => name === command)?.options ?? [];
    const bulk = [
      ...recipientsOptions,
      ...known.filter(({ description }) => description.startsWith('with --recipients')),
    ];
    const names = bulk.map((option) => option.flags.split(' ')[0]).filter((flag) => flag !== '--recipients');
    expect(new Set(flags.map(([flag]) => flag))).toEqual(new Set(names));
  });

  test('a payload and a file of recipients exclude each other', async () => {
    const { code, stderr } = await run(['send', '--payload', 'p.json', '--recipients', 'people.csv', '--sandbox']);
    expect(code).toBe(2);
    expect(stderr).toContain('--payload and --recipients exclude each other.');
    expect((await run(['send', '--payload', 'p.json', '--preview', '1', '--sandbox'])).stderr).toContain('--preview');
  });

  test.each([
    ['an escape sequence in an option', ['send', '--\u001b[31mred']],
    ['an escape sequence in a command', ['\u001b]0;title\u0007']],
    ['a bidi override in a chat ID', ['send', '--from', '1', '--to', '\u202e12', 'x']],
  ])('%s reaches the terminal only visibly', async (_name, argv) => {
    const { stderr } = await run(argv, { env: { NO_COLOR: '1' } });
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  test('--json gives the error as a document, too', async () => {
    const { code, stdout } = await run(['send', '--json', '--to', '2', 'x']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      error: { code: 'usage-from-missing', message: expect.any(String), hint: expect.any(String) },
    });
  });

  test('text after -- may begin with a dash', async () => {
    const { code, stdout } = await run(['send', '--from', '1', '--to', '2', '--dry-run', '--', '-hello']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).messages.msg[0].body.content).toBe('-hello');
  });
});

describe('what goes right', () => {
  test('a chat given twice is sent to once, with a warning', async () => {
    const { code, stdout, stderr } = await run(['send', '--sandbox', '--to', '2,3', '--to', '2', '--json', 'x']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).messages).toHaveLength(2);
    expect(stderr).toContain('2 is given 2 times');
  });

  test('--sandbox needs nothing and says what it is', async () => {
    const { code, stdout, stderr } = await run(['send', '--sandbox', '--to', '987654321', 'Hello']);
    expect(code).toBe(0);
    expect(stdout).toContain('accepted');
    expect(stderr).toContain('sandbox');
    expect(stderr).toContain('│ Hello │');
  });

  test('--dry-run writes exactly the body', async () => {
    const { stdout } = await run(['send', '--from', '1', '--to', '2', '--reference', 'r', '--dry-run', 'Hello']);
    expect(stdout).toBe(
      '{"messages":{"msg":[{"from":"1","to":[{"number":"2"}],"body":{"type":"auto","content":"Hello"},"allowedChannels":["Telegram Messenger"],"reference":"r"}]}}',
    );
  });

  test('--quiet leaves the results', async () => {
    const { stdout, stderr } = await run(['send', '--sandbox', '-q', '--to', '2', 'x']);
    expect(stdout).toContain('accepted');
    expect(stderr).toBe('');
  });

  test('--strict stops at a warning, --rule lets it pass', async () => {
    const argv = ['send', '--sandbox', '--to', '-1001234567890', '--strict', 'x'];
    expect((await run(argv)).code).toBe(1);
    expect((await run([...argv, '--rule', 'recipient/group=off'])).code).toBe(0);
  });

  test('a setting is named by where it came from', async () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, '.cmtelegramrc'), '{ "from": "@bot" } // mine');
    const { stderr } = await run(['send', '--sandbox', '--to', '2', 'x'], { cwd: folder });
    expect(stderr).toContain(`"from" in ${join(folder, '.cmtelegramrc')}`);
  });

  test('the kind of a file and its limit are shown', async () => {
    const { stderr } = await run(['send-media', '--sandbox', '--to', '2', 'https://example.com/a.mp4']);
    expect(stderr).toContain('a.mp4: video (video/mp4), at most 20 MB');
  });

  test('a payload is posted as it stands', async () => {
    const folder = createTempFolder();
    const text =
      '{ "Messages": { "msg": [ { "from": "1",  "to": [{"number": "2"}], "BODY": {"content": "x"}, "allowedChannels": ["Telegram Messenger"] } ] } }';
    writeFileSync(join(folder, 'p.json'), text);
    const dry = await run(['send', '--payload', 'p.json', '--dry-run'], { cwd: folder });
    expect([dry.code, dry.stdout]).toEqual([0, text]);
    const bad = await run(['send', '--payload', 'p.json', '--dry-run', '--json'], { cwd: folder, stdin: '' });
    expect(JSON.parse(bad.stdout).messages).toEqual([
      expect.objectContaining({ to: '2', state: 'planned', reference: null }),
    ]);
  });

  test('a payload with findings is not posted, and the place is named', async () => {
    const folder = createTempFolder();
    writeFileSync(
      join(folder, 'p.json'),
      '{"messages":{"msg":[{"from":"1",\n"to":[{"number":"+316"}],"body":{"content":"x"},"allowedChannels":["Telegram"]}]}}',
    );
    const { code, stderr } = await run(['send', '--payload', 'p.json', '--sandbox'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('p.json:2:');
    expect(stderr).toContain('channel/misspelt');
  });
});
