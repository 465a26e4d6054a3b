import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const rows = 'name,wa_id\nAnn,987654321\nBob,"1,23E+09"\nCas,987654321\n';
const told = ['--kind', 'recipients', '--to-column', 'wa_id'];

describe('validate --kind recipients', () => {
  it('reads the column that is named', async () => {
    const file = `${createTempFolder()}/people.csv`;
    writeFileSync(file, rows);
    const { code, stdout } = await runInside(['validate', file, ...told, '--json']);
    expect(code).toBe(1);
    const { diagnostics } = JSON.parse(stdout).files[0];
    expect(diagnostics.map(({ ruleId, line }: { ruleId: string; line: number }) => [ruleId, line])).toEqual([
      ['recipients/scientific-number', 3],
      ['recipients/repeated', 4],
    ]);
  });

  it.each(['\n', '\r\n'])('counts lines within quotes and without, ended by %j', async (end) => {
    const lines = ['to,note', '1,plain', `2,"two${end}lines"`, '3,"quoted"', '', 'x,y'];
    const { stdout } = await runInside(['validate', '-', '--kind', 'recipients', '--format', 'compact'], {
      stdin: lines.join(end),
    });
    expect(stdout).toContain('stdin:7:1: error');
  });

  it('reads stdin, in either form', async () => {
    const csv = await runInside(['validate', '-', ...told, '--format', 'compact'], { stdin: rows });
    expect(csv.code).toBe(1);
    expect(csv.stdout).toContain('stdin:3:1: error');
    const jsonl = await runInside(['validate', '-', '--kind', 'recipients'], { stdin: '{"to":"1"}\n{"to":"x"}\n' });
    expect(jsonl.code).toBe(1);
    expect(jsonl.stdout).toContain('stdin:2');
  });

  it('says which columns there are when none goes by a usual name', async () => {
    const { code, stderr } = await runInside(['validate', '-', '--kind', 'recipients'], { stdin: rows });
    expect(code).toBe(2);
    expect(stderr).toContain('--to-column');
    expect(stderr).toContain('name, wa_id');
  });

  it('takes --to-column for recipients only', async () => {
    const { code, stderr } = await runInside(['validate', '-', '--to-column', 'to'], { stdin: '{}' });
    expect(code).toBe(2);
    expect(stderr).toContain('--kind recipients');
  });
});
