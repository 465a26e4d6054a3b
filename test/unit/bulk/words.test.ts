import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

function send(people: string, more: readonly string[], name = 'people.csv') {
  const cwd = createTempFolder();
  writeFileSync(`${cwd}/${name}`, people);
  const flags = ['--sandbox', '--rate', 'max', '--ledger', 'run.jsonl'];
  return { cwd, result: runInside(['send', '--recipients', name, ...more, ...flags], { cwd }) };
}

describe('the words of a bulk run', () => {
  it('say one of everything as one', async () => {
    const { cwd, result } = send('to\n1000001\n', ['Hi']);
    expect((await result).stderr).toContain('1 chat, 1 Telegram message, ');
    const dry = await runInside(['send', '--recipients', 'people.csv', 'Hi', '--dry-run', '--from', '1'], { cwd });
    expect(dry.stderr).toContain('dry run: 1 request to ');
    const status = await runInside(['bulk', 'status', 'run.jsonl'], { cwd });
    expect(status.stdout).toContain('; 1 run; 1 row/s');
  });

  it('say that nothing left the machine, and nothing of CM, in a sandbox', async () => {
    const { stderr } = await send('to\n1000001\n', ['Hi']).result;
    expect(stderr).toContain('sandbox: nothing left this machine');
    expect(stderr).not.toContain('Accepted by CM');
  });

  it('count rows with a finding, not the parts of their texts', async () => {
    // Every part of this text has characters that Telegram drops.
    const text = `{{n}}${'a\u0000'.repeat(4000)} ${'b\u0000\u0000'.repeat(4000)}`;
    const cwd = createTempFolder();
    writeFileSync(`${cwd}/text.txt`, text);
    writeFileSync(`${cwd}/people.csv`, 'to,n\n1000001,A\n1000002,B\n');
    const argv = ['send', '--recipients', 'people.csv', '--template', 'text.txt', '--split', '--sandbox', '--dry-run'];
    const { stdout } = await runInside([...argv, '--json'], { cwd });
    const findings = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'finding');
    expect(findings.length).toBeGreaterThan(0);
    for (const { rows } of findings) expect(rows).toBeLessThanOrEqual(2);
  });
});
