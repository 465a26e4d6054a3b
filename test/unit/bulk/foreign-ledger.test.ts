import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faults, startFaultServer } from '../../support/fault-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const env = { CMTG_PRODUCT_TOKEN: 'secret-product-token', CMTG_FROM: '1' };

describe('a file that is no ledger', () => {
  it.each([
    ['several lines', 'to,name\n1,Ann\n2,Bob\n'],
    ['one line', '{"to":"1"}\n'],
    ['no line break', 'PK'],
  ])('is called so: %s', async (_name, text) => {
    const cwd = createTempFolder();
    writeFileSync(`${cwd}/ok.csv`, text);
    for (const argv of [
      ['status', 'ok.csv'],
      ['resume', 'ok.csv'],
      ['export', 'ok.csv', '--state', 'unknown'],
    ]) {
      const { code, stderr } = await runInside(['bulk', ...argv], { cwd, env });
      expect(code).toBe(2);
      expect(stderr).toContain('ok.csv is not a ledger of cmtg.');
    }
  });

  it('is told from one that ended in its header, and from one that is damaged', async () => {
    const cwd = createTempFolder();
    writeFileSync(`${cwd}/people.csv`, 'to\n1000001\n');
    await runInside(['send', '--recipients', 'people.csv', 'Hi', '--sandbox', '--ledger', 'run.jsonl'], { cwd });
    const whole = readFileSync(`${cwd}/run.jsonl`, 'utf8');
    for (const length of [0, 10, 100]) {
      writeFileSync(`${cwd}/cut.jsonl`, whole.slice(0, length));
      expect((await runInside(['bulk', 'status', 'cut.jsonl'], { cwd })).stderr).toContain('holds no header');
    }
    writeFileSync(`${cwd}/changed.jsonl`, whole.replace('"Hi"', '"Ho"'));
    expect((await runInside(['bulk', 'status', 'changed.jsonl'], { cwd })).stderr).toContain('is damaged at record 0');
    writeFileSync(`${cwd}/changed.jsonl`, whole.replace('"mode":"start"', '"mode":"stop"'));
    expect((await runInside(['bulk', 'status', 'changed.jsonl'], { cwd })).stderr).toContain('is damaged at record 1');
  });
});

describe('the address in a ledger', () => {
  it('is named by the ledger alone, so it gets no token until somebody else names it', async () => {
    const cwd = createTempFolder();
    writeFileSync(`${cwd}/people.csv`, 'to\n1000001\n');
    const server = await startFaultServer(faults.wrongToken());
    const flags = ['--endpoint', server.url, '--yes', '--ledger', 'run.jsonl'];
    await runInside(['send', '--recipients', 'people.csv', 'Hi', ...flags], { cwd, env });
    server.behave(faults.acceptAll());
    const alone = await runInside(['bulk', 'resume', 'run.jsonl'], { cwd, env });
    expect(alone.code).toBe(2);
    expect(alone.stderr).toContain(`not sent to 127.0.0.1:${server.port}: only the ledger names it.`);
    expect(alone.stderr).toContain(`name it, too: --endpoint ${server.url}`);
    expect(alone.stderr).not.toContain('project file');
    const other = await runInside(['bulk', 'resume', 'run.jsonl', '--endpoint', 'http://127.0.0.1:9/'], { cwd, env });
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('--endpoint is not where the run of this ledger goes');
    expect(server.requests).toHaveLength(1);
    const named = await runInside(['bulk', 'resume', 'run.jsonl', '--endpoint', server.url], { cwd, env });
    expect(named.code).toBe(0);
    await server.close();
  });
});
