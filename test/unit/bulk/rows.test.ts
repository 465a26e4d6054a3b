import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

function check(name: string, text: string, argv: readonly string[]) {
  const cwd = createTempFolder();
  writeFileSync(`${cwd}/${name}`, text);
  return runInside([...argv, '--recipients', name, '--sandbox', '--preview', '2'], { cwd });
}

describe('what is said about a row', () => {
  it('null in JSON lines is an empty value, as in CSV, not a missing column', async () => {
    const rows = '{"to":"1000001","n":"A"}\n{"to":"1000002","n":null}\n';
    const { code, stderr } = await check('people.jsonl', rows, ['send', 'Hi {{n}}']);
    expect(code).toBe(0);
    expect(stderr).toContain('people.jsonl:2: {{n}} is empty in this row');
    expect(stderr).not.toContain('no such column');
    const optional = await check('people.jsonl', rows, ['send', 'Hi{{#n}} {{n}}{{/n}}{{^n}} all{{/n}}']);
    expect(optional.stdout).toContain('Hi all');
  });

  it.each(['1001.0', '"1001,0"', '-1001234567890.00'])('%s is a number of a spreadsheet, no phone', async (id) => {
    const { code, stderr } = await check('people.csv', `to,name\n${id},Ann\n`, ['send', 'Hi']);
    expect(code).toBe(1);
    expect(stderr).toContain('is a number as a spreadsheet writes it, with a fraction');
    expect(stderr).toContain('Format the column as text in the spreadsheet');
    expect(stderr).not.toContain('phone');
  });

  it('an empty field for media is told by the name of its column', async () => {
    const rows = 'to,photo\n1000001,https://example.com/a.jpg\n1000002,\n';
    const { code, stderr } = await check('people.csv', rows, ['send-media', '--media-column', 'photo']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'people.csv:3: The row cannot be read: its column “photo”, which holds the media, is empty.',
    );
    expect(stderr).not.toContain('conversation');
    const fallback = ['send-media', 'https://example.com/b.jpg', '--media-column', 'photo'];
    expect((await check('people.csv', rows, fallback)).code).toBe(0);
  });
});

describe('a preview', () => {
  it('needs no bot ID and no token', async () => {
    const cwd = createTempFolder();
    writeFileSync(`${cwd}/customers.csv`, 'to,name\n1000001,Ann\n');
    const argv = ['send', '--recipients', 'customers.csv', 'Hello {{name}}'];
    const { code, stdout } = await runInside([...argv, '--preview', '3'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('Hello Ann');
    expect((await runInside([...argv, '--yes'], { cwd })).stderr).toContain('No bot ID to send from.');
  });
});
