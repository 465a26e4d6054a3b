import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatNames } from '../../../src/render/report/format-names.js';
import { fillIn, mediaSample, textSample } from '../../support/cm-samples.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const clean = JSON.stringify({
  messages: {
    msg: [
      { from: '1', to: [{ number: '987654321' }], body: { content: 'Hi' }, allowedChannels: ['Telegram Messenger'] },
    ],
  },
});

function folderWith(files: Record<string, string | Uint8Array>): string {
  const cwd = createTempFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  return cwd;
}

async function compact(text: string, ...argv: string[]): Promise<string[]> {
  const { stdout } = await runInside(['validate', '-', '--format', 'compact', ...argv], { stdin: text });
  return stdout.trimEnd().split('\n');
}

describe('the samples of CM’s Telegram page', () => {
  it('sample 1: the second body at its place, and the placeholders', async () => {
    const lines = await compact(textSample);
    expect(lines.map((line) => line.replace(/ error: .* (\[.*\])$/, '$1'))).toEqual([
      'stdin:4:29:[envelope/placeholder]',
      'stdin:8:25:[envelope/placeholder]',
      'stdin:11:35:[envelope/placeholder]',
      'stdin:18:17:[syntax/duplicate-key]',
    ]);
    expect(lines[3]).toContain('"body" stands here again; it is already at line 14, column 17.');
  });

  it('sample 2: no error once it is filled in', async () => {
    const { code, stdout } = await runInside(['validate', '-', '--json'], { stdin: fillIn(mediaSample) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).files[0].diagnostics.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'secret/product-token',
    ]);
    expect(stdout).not.toContain('00000000-1111');
  });

  it('never shows the token, in no frame and no diff', async () => {
    const cwd = folderWith({ 'a.json': fillIn(mediaSample).replace('"allowedChannels"', '"alowedChannels"') });
    for (const argv of [['--format', 'pretty'], ['--fix-dry-run'], ['--format', 'sarif']]) {
      const { stdout, stderr } = await runInside(['validate', 'a.json', ...argv], { cwd });
      expect(stdout).toContain('alowedChannels');
      expect(stdout + stderr).not.toContain('1111-2222');
    }
  });
});

describe('habits of CM’s Postman collection', () => {
  const body = (over: object) => ({
    messages: {
      authentication: { productToken: '00000000-0000-0000-0000-000000000000' },
      msg: [{ from: '123456789', body: { content: 'text', type: 'auto' }, to: [{ number: '0031600000001' }], ...over }],
    },
  });

  it.each([
    ['a phone number', { allowedChannels: ['Telegram Messenger'] }, ['recipient/phone-number']],
    ['another channel with a blank', { allowedChannels: [' SMS'] }, ['channel/misspelt', 'channel/not-telegram']],
    ['a misspelt key', { alowedChannels: ['WhatsApp'] }, ['channel/missing', 'envelope/unknown-key']],
    ['message parts', { minimumNumberOfMessageParts: 1, maximumNumberOfMessageParts: 8 }, ['field/message-parts']],
    ['no body', { body: undefined }, ['text/missing']],
    [
      'a location',
      { richContent: { conversation: [{ location: { latitude: '1' } }] } },
      ['channel/unsupported-key', 'text/body-and-rich'],
    ],
    [
      'an own MIME type',
      {
        richContent: {
          conversation: [
            { media: { mediaName: 'doc', mediaUri: 'http://example.com/a.pdf', mimeType: 'document/pdf' } },
          ],
        },
      },
      ['media/mime-unknown', 'media/name-extension', 'media/url-not-https'],
    ],
  ])('%s', async (_, over, ids) => {
    const lines = await compact(JSON.stringify(body(over)));
    for (const id of ['secret/product-token', 'recipient/phone-number', ...ids]) {
      expect(
        lines.some((line) => line.endsWith(`[${id}]`)),
        id,
      ).toBe(true);
    }
  });
});

describe('files and exit codes', () => {
  it('checks files and patterns, each once, sorted by name', async () => {
    const cwd = folderWith({
      'b.json': '{}',
      'a/x.json': '[]',
      'c.json': clean,
      'node_modules/z.json': '{}',
      'a/y.txt': '',
    });
    const argv = ['validate', '**/*.json', 'b.json', './c.json', '--json'];
    const { stdout, code } = await runInside(argv, { cwd });
    const { files, totals } = JSON.parse(stdout);
    expect(files.map(({ file }: { file: string }) => file)).toEqual(['./c.json', 'a/x.json', 'b.json']);
    expect(totals).toEqual({ files: 3, errors: 2, warnings: 0 });
    expect(code).toBe(1);
  });

  it('2 for a file that is not there and for a pattern without a match, in other words', async () => {
    const cwd = folderWith({ 'a.json': clean });
    const missing = await runInside(['validate', 'a.json', 'b.json'], { cwd });
    const pattern = await runInside(['validate', 'x*.json'], { cwd });
    expect([missing.code, pattern.code]).toEqual([2, 2]);
    expect(missing).toMatchObject({ stdout: '', stderr: expect.stringContaining('b.json does not exist') });
    expect(pattern.stderr).toContain('No file matches x*.json');
    expect((await runInside(['validate', 'b.json', 'x*.json', '--allow-empty'], { cwd })).code).toBe(0);
    expect((await runInside(['validate'], { cwd })).code).toBe(2);
    expect((await runInside(['validate', '.'], { cwd })).stderr).toContain('is a directory');
  });

  it('0, 1 by --strict, --max-warnings, --rule and the configuration', async () => {
    const warned = clean.replace('"from"', '"refernce":1,"from"');
    const cwd = folderWith({ 'a.json': warned, 'clean.json': clean });
    const code = async (...argv: string[]) => (await runInside(['validate', 'a.json', ...argv], { cwd })).code;
    expect(await code()).toBe(0);
    expect(await code('--strict')).toBe(1);
    expect(await code('--max-warnings', '0')).toBe(1);
    expect(await code('--max-warnings', '1')).toBe(0);
    expect(await code('--rule', 'envelope/unknown-key=error')).toBe(1);
    expect(await code('--rule', 'envelope/unknown-keys=error')).toBe(2);
    writeFileSync(join(cwd, '.cmtelegramrc'), '{"rules":{"envelope/unknown-key":"error"}}');
    expect(await code()).toBe(1);
    expect(await code('--rule', 'envelope/unknown-key=off')).toBe(0);
  });

  it('goes on behind a file that cannot be read, and ends with 2', async () => {
    const cwd = folderWith({ 'a.json': '{}', 'b.json': clean });
    const { code, stdout, stderr } = await runInside(['validate', 'a.json', 'b.json/x', '--json'], { cwd });
    expect(code).toBe(2);
    expect(stderr + stdout).toContain('b.json/x');
  });

  it('names stdin as it is told to, and takes a BOM and other encodings for what they are', async () => {
    const named = await compact(`\ufeff${clean}`, '--stdin-filename', 'src/x.json');
    expect(named).toEqual([
      'src/x.json:1:1: warning: The file begins with a byte order mark. [syntax/byte-order-mark]',
    ]);
    const { stdout } = await runInside(['validate', '-', '--format', 'compact'], {
      stdin: Buffer.from(clean.replace('Hi', 'H\u00e9'), 'latin1'),
    });
    expect(stdout).toMatch(/^stdin:1:\d+: error: The file is not valid UTF-8 \(first bad byte at offset \d+\)/);
  });

  it('recognises webhooks and configurations by themselves', async () => {
    const webhook = {
      message: { text: 'x' },
      from: { number: 5 },
      groupings: ['a'],
      timeUtc: '2027-01-01T00:00:00Z',
      channel: 'x',
    };
    const status = { messages: { msg: { to: '1', status: { code: '9' } } } };
    const ids = async (document: object, ...argv: string[]) =>
      (await compact(JSON.stringify(document), ...argv)).map((line) => /\[(.*)\]$/.exec(line)?.[1]).sort();
    expect(await ids(webhook)).toEqual([
      'inbound/groupings',
      'inbound/missing-key',
      'inbound/new-channel',
      'inbound/number-as-number',
      'inbound/time-format',
    ]);
    expect(await ids(status)).toEqual(['inbound/status-code']);
    expect(await ids({}, '--kind', 'webhook')).toEqual(['inbound/unknown-envelope']);
    expect(await ids(webhook, '--kind', 'payload')).toContain('envelope/missing-key');
    const cwd = folderWith({ '.cmtelegramrc': '{\n  "form": "1",\n  "timeout": 5 }' });
    const { stdout, code } = await runInside(['validate', '.cmtelegramrc', '--format', 'compact'], { cwd });
    expect(stdout).toContain('.cmtelegramrc:3:14: error: timeout must be a duration');
    expect(code).toBe(1);
  });
});

describe('pretty', () => {
  it.each([80, 40])('lines the marks up under wide and combining characters at %i columns', async (columns) => {
    const text = clean.replace('"from"', '"日本e\u0301👩‍👩‍👧":1,"from"');
    const { stdout } = await runInside(['validate', '-'], {
      stdin: text,
      isTTY: true,
      columns,
      env: { NO_COLOR: '1' },
    });
    const [code = '', marks = ''] = stdout.split('\n').filter((line) => /^ *1? │/.test(line));
    const cells = (part: string) =>
      [...new Intl.Segmenter('en').segment(part)].reduce(
        (sum, { segment }) => sum + (/[^\u0000-\u1fff\u2500-\u257f\u2026]/u.test(segment) ? 2 : 1),
        0,
      );
    const before = code.slice(0, code.indexOf('"日'));
    expect(marks.indexOf('^')).toBe(cells(before));
    expect(marks.trimEnd().length - marks.indexOf('^')).toBe(cells('"日本e\u0301👩‍👩‍👧"'));
    for (const line of stdout.split('\n')) expect(cells(line)).toBeLessThanOrEqual(columns);
  });

  it('shows the same with colour, less the colour', async () => {
    const run = (env: Record<string, string>) =>
      runInside(['validate', '-'], { stdin: textSample, isTTY: true, columns: 80, env });
    const plain = await run({ NO_COLOR: '1' });
    const coloured = await run({ FORCE_COLOR: '1' });
    expect(coloured.stdout).toContain('\u001b[31m');
    expect(coloured.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });

  it('never shows a bot token', async () => {
    const token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawa';
    const text = clean
      .replace('"1"', `"${token}"`)
      .replace('Hi', `see ${token}`)
      .replace('"from"', `"x${token}":"bot${token}","from"`);
    for (const format of formatNames) {
      for (const stdin of [text, text.slice(0, -3), `// ${token}\n${text}`]) {
        const { stdout, stderr } = await runInside(['validate', '-', '--format', format], { stdin, columns: 60 });
        expect(stdout).toMatch(/bot.token|invalid-json/);
        expect(stdout + stderr).not.toContain('AAHdq');
      }
    }
  });
});

describe('--fix', () => {
  const broken = `{
  "messages": { "msg": [
    {
      "from" : "1",\t"to": [{"number":"987654321"}],
      "body": {"content": "p\u0061\u030a vej \\u0061\\u030A \\\\u030a"}, "body": { "content":"p\u0061\u030a vej \\u0061\\u030A \\\\u030a" },
      "alowedChannels": ["telegram", " SMS"], "refernce": "abc", "nonsense": 1
    } ] }
}
`;
  const repaired = `{
  "messages": { "msg": [
    {
      "from" : "1",\t"to": [{"number":"987654321"}],
      "body": {"content": "p\u00e5 vej \\u00e5 \\\\u030a"},
      "allowedChannels": ["Telegram Messenger", "SMS"], "reference": "abc", "nonsense": 1
    } ] }
}
`;

  it('repairs what is sure and leaves every other byte', async () => {
    const cwd = folderWith({ 'a.json': broken });
    chmodSync(join(cwd, 'a.json'), 0o640);
    const { code, stdout } = await runInside(['validate', 'a.json', '--fix', '--format', 'compact'], { cwd });
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(repaired);
    expect(statSync(join(cwd, 'a.json')).mode & 0o777).toBe(0o640);
    expect(stdout.split('\n').map((line) => /\[(.*)\]$/.exec(line)?.[1])).toEqual([
      'channel/other-channels',
      'envelope/unknown-key',
      undefined,
    ]);
    expect(code).toBe(0);
  });

  it('shows a diff and writes nothing with --fix-dry-run', async () => {
    const cwd = folderWith({ 'a.json': broken });
    const { stdout, stderr } = await runInside(['validate', 'a.json', '--fix-dry-run'], { cwd });
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(broken);
    expect(stdout).toMatch(/^--- a\.json\n\+\+\+ a\.json\n@@ -3,6 \+3,6 @@\n {5}\{\n/);
    expect(stdout.match(/^-/gm)).toHaveLength(3);
    expect(stdout.match(/^\+/gm)).toHaveLength(3);
    expect(stderr).toContain('--fix would solve');
  });

  it('leaves alone what is not JSON, what is clean, and stdin', async () => {
    const malformed = `${broken},`;
    const cwd = folderWith({ 'a.json': malformed, 'b.json': clean });
    await runInside(['validate', '*.json', '--fix'], { cwd });
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(malformed);
    expect(readFileSync(join(cwd, 'b.json'), 'utf8')).toBe(clean);
    expect((await runInside(['validate', '-', '--fix'], { stdin: clean })).code).toBe(2);
  });
});
