import { linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faults, startFaultServer } from '../../support/fault-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const env = { CMTG_PRODUCT_TOKEN: 'secret-product-token', CMTG_FROM: '1' };

function prepare(rows = 'to\n1000001\n1000002\n') {
  const cwd = createTempFolder();
  writeFileSync(`${cwd}/people.csv`, rows);
  writeFileSync(`${cwd}/text.csv`, 'Hello');
  return cwd;
}

describe('the place of a report', () => {
  const argv = ['send', '--recipients', 'people.csv', '--template', 'text.csv', '--ledger', 'run.csv', '--yes'];

  it.each([
    ['people.csv', 'the file of recipients'],
    ['./link.csv', 'the file of recipients'],
    ['hard.csv', 'the file of recipients'],
    ['text.csv', 'the file of the text'],
    ['run.csv', 'the ledger'],
    ['run.csv.refused.csv', 'the file of rows that are left out'],
    ['other.csv', 'a file that is no report of cmtg'],
    ['other.html', 'a file that is no report of cmtg'],
    ['folder.html', 'a file that is no report of cmtg'],
  ])('%s is refused before anything is sent: it would overwrite %s', async (name, what) => {
    const cwd = prepare();
    symlinkSync('people.csv', `${cwd}/link.csv`);
    linkSync(`${cwd}/people.csv`, `${cwd}/hard.csv`);
    writeFileSync(`${cwd}/other.csv`, 'line,to\n');
    writeFileSync(`${cwd}/other.html`, '<!doctype html><title>Mine</title>');
    symlinkSync('.', `${cwd}/folder.html`);
    const server = await startFaultServer(faults.acceptAll());
    const result = await runInside([...argv, '--report', name, '--endpoint', server.url], { cwd, env });
    await server.close();
    expect(result.stderr).toContain(`--report ${name} would overwrite ${what}.`);
    expect(result.code).toBe(2);
    expect(server.requests).toHaveLength(0);
    expect(readFileSync(`${cwd}/people.csv`, 'utf8')).toBe('to\n1000001\n1000002\n');
  });

  it('may hold an earlier report, or nothing', async () => {
    const cwd = prepare();
    writeFileSync(`${cwd}/r.csv`, '');
    const reports = ['--report', 'r.csv', '--report', 'r.html'];
    for (const ledger of ['a.jsonl', 'b.jsonl']) {
      const run = ['send', '--recipients', 'people.csv', 'Hi', '--ledger', ledger, '--sandbox'];
      expect(await runInside([...run, ...reports], { cwd })).toMatchObject({ code: 0 });
    }
    expect(await runInside(['bulk', 'status', 'a.jsonl', ...reports], { cwd })).toMatchObject({ code: 0 });
  });

  it('is looked at by resume and status, too', async () => {
    const cwd = prepare();
    await runInside(['send', '--recipients', 'people.csv', 'Hi', '--ledger', 'run.csv', '--sandbox'], { cwd });
    const before = readFileSync(`${cwd}/run.csv`, 'utf8');
    for (const command of ['resume', 'status']) {
      for (const report of ['run.csv', 'people.csv']) {
        const result = await runInside(['bulk', command, 'run.csv', '--report', report], { cwd });
        expect(result.stderr).toContain(`--report ${report} would overwrite`);
        expect(result.code).toBe(2);
      }
    }
    expect(readFileSync(`${cwd}/run.csv`, 'utf8')).toBe(before);
  });
});
