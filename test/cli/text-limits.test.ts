import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runInside } from '../support/run-cli.js';
import { createTempFolder } from '../support/temp-folder.js';

const noNetwork = async () => {
  throw new Error('no request may leave');
};
const emoji = '\u{1f600}';
const check = async (text: string, ...flags: string[]) => {
  const result = await runInside(
    ['send', '--from', '1', '--to', '2', '--json', '--dry-run', '--text-file', 'text', ...flags],
    {
      http: noNetwork,
      cwd: folderWith(text),
    },
  );
  const document = JSON.parse(result.stdout);
  return {
    code: result.code,
    outcome: document.outcome as string | undefined,
    rules: (document.diagnostics ?? [])
      .filter((d: { severity: string }) => d.severity !== 'info')
      .map((d: { ruleId: string }) => d.ruleId) as string[],
    requests: (document.requests ?? []) as { body: { messages: { msg: { body: { content: string } }[] } } }[],
  };
};

function folderWith(text: string): string {
  const folder = createTempFolder();
  writeFileSync(`${folder}/text`, text);
  return folder;
}

describe('texts at the limit', () => {
  test.each([
    ['4096 emoji', emoji.repeat(4096), 0, []],
    ['4097 emoji', emoji.repeat(4097), 1, ['text/too-long']],
    ['4096 letters and CRLF that Telegram drops', `${'a'.repeat(4095)}\r\nb`, 1, ['text/too-long']],
    ['CRLF counted once', `${'a\r\n'.repeat(2048)}`, 0, ['text/long-before-cleaning']],
    ['blanks at the ends are not counted', ` ${'a'.repeat(4096)} `, 0, ['text/long-before-cleaning']],
    ['NFC', 'å'.repeat(4096), 0, []],
    [
      'NFD, whose ring Telegram deletes',
      'a\u030a'.repeat(4096),
      0,
      ['text/long-before-cleaning', 'text/deleted-characters'],
    ],
    ['NFD with another accent counts two', 'e\u0301'.repeat(2049), 1, ['text/too-long']],
    ['NUL becomes a blank', 'a\0b', 0, []],
    ['only blanks and controls', ' \t\0\n\r\n ', 1, ['text/empty']],
    ['only invisible characters', '\u200b\u200d\ufeff\u2800', 1, ['text/empty']],
    ['a word joiner alone is delivered', '\u2060', 0, []],
    ['5001 combining marks', `a${'\u0301'.repeat(5000)}`, 1, ['text/too-long']],
    ['4097 characters with the only space first', ` ${'a'.repeat(4096)}`, 0, ['text/long-before-cleaning']],
  ])('%s', async (_name, text, code, rules) => {
    const result = await check(text);
    expect(result.rules).toEqual(rules);
    expect(result.code).toBe(code);
    expect(result.outcome).toBe(code === 0 ? 'dry-run' : 'invalid');
    if (code === 1) expect(result.requests).toEqual([]);
  });

  test.each([
    ['5001 combining marks', `a${'\u0301'.repeat(5000)}`, 2],
    ['4097 characters with the only space first', ` ${'a'.repeat(4097)}`, 2],
    ['9000 letters without a space', 'a'.repeat(9000), 3],
  ])('--split: %s', async (_name, text, count) => {
    const { code, requests } = await check(text, '--split');
    expect(code).toBe(0);
    const parts = requests.map(({ body }) => body.messages.msg[0]?.body.content ?? '');
    expect(parts).toHaveLength(count);
    // A blank at the very beginning is one that Telegram trims, so it may stay behind.
    expect(parts.join('')).toBe(text.trimStart());
    for (const part of parts) expect([...part].length).toBeLessThanOrEqual(4096);
  });

  test('half a character in an argument is a finding, never a replacement', async () => {
    const result = await runInside(['send', '--from', '1', '--to', '2', '--json', 'a\ud83d'], { http: noNetwork });
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout).diagnostics[0].ruleId).toBe('text/ill-formed');
  });

  test('bytes that are not UTF-8 are refused with their place', async () => {
    const result = await runInside(['send', '--from', '1', '--to', '2', '-'], {
      stdin: Uint8Array.of(0x61, 0x62, 0xff),
      http: noNetwork,
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('offset 2');
  });

  test('a caption has its own limit', async () => {
    const argv = [
      'send-media',
      '--from',
      '1',
      '--to',
      '2',
      '--json',
      '--dry-run',
      'https://example.com/a.jpg',
      '--caption',
    ];
    const over = await runInside([...argv, 'a'.repeat(1025)], { http: noNetwork });
    expect([over.code, JSON.parse(over.stdout).diagnostics[0].ruleId]).toEqual([1, 'media/caption-too-long']);
    expect((await runInside([...argv, 'a'.repeat(1024)], { http: noNetwork })).code).toBe(0);
    expect((await runInside([...argv, 'a'.repeat(1025), '--caption-as-text'], { http: noNetwork })).code).toBe(0);
  });
});
