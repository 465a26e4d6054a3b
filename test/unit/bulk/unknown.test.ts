import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Behaviour, faults, readRecipients, startFaultServer } from '../../support/fault-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const env = { CMTG_PRODUCT_TOKEN: 'secret-product-token', CMTG_FROM: '1' };

/** A folder with recipients, and a run over them against a gateway that behaves as told. */
async function send(behaviour: Behaviour, people: string, more: readonly string[] = []) {
  const cwd = createTempFolder();
  writeFileSync(`${cwd}/people.csv`, people);
  const server = await startFaultServer(behaviour);
  const run = (argv: readonly string[]) => runInside(argv, { cwd, env });
  const gateway = ['--endpoint', server.url, '--concurrency', '1', '--ledger', 'run.jsonl', '--yes'];
  const result = await run(['send', '--recipients', 'people.csv', 'Hi', ...gateway, ...more]);
  await server.close();
  return { cwd, run, result, sent: server.requests.flatMap(readRecipients), ledger: `${cwd}/run.jsonl` };
}

/** What a kill leaves: everything up to the first intent. */
function cutAfterIntent(ledger: string): void {
  const lines = readFileSync(ledger, 'utf8').split('\n');
  const end = lines.findIndex((line) => line.includes('"type":"intent"')) + 1;
  writeFileSync(ledger, `${lines.slice(0, end).join('\n')}\n`);
}

const chats = (count: number) => `to\n${Array.from({ length: count }, (_, row) => `${1_000_001 + row}\n`).join('')}`;

describe('the references of unknown rows', () => {
  it('are named by export, status and report after a kill', async () => {
    const { cwd, run, sent, ledger } = await send(faults.acceptAll(), chats(3), ['--batch', '2']);
    cutAfterIntent(ledger);
    const references = sent.slice(0, 2).map(({ reference }) => reference);
    const exported = await run(['bulk', 'export', 'run.jsonl', '--state', 'unknown']);
    expect(exported.stdout).toBe(`to,cmtg_reference\r\n1000001,${references[0]}\r\n1000002,${references[1]}\r\n`);
    const status = await run(['bulk', 'status', 'run.jsonl', '--report', 'r.csv', '--report', 'r.html']);
    expect(status.stdout).toContain(`unknown line 2  1000001  reference ${references[0]}`);
    expect(status.stdout).toContain('not ended in order');
    const report = readFileSync(`${cwd}/r.csv`, 'utf8');
    expect(report).toContain(`2,1000001,1,unknown,,no-outcome,the run was cut off`);
    expect(report).toContain(`,${references[1]},`);
    expect(report.trim().split('\n')).toHaveLength(3);
    expect(readFileSync(`${cwd}/r.html`, 'utf8')).toContain('cut off before the outcome was recorded');
  });

  it('of a column stand in the report, too, and an empty field has the one that cmtg made', async () => {
    const people = 'to,order\n1000001,A1\n1000002,\n1000003,C3\n';
    const flags = ['--reference-column', 'order', '--report', 'r.csv'];
    const { cwd, run, sent } = await send(faults.mixed(['1000003']), people, flags);
    const lines = readFileSync(`${cwd}/r.csv`, 'utf8').trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',').at(-2))).toEqual(sent.map(({ reference }) => reference));
    expect(sent[0]?.reference).toBe('A1');
    writeFileSync(`${cwd}/people.csv`, 'to,order\n1000001,X\n');
    const { stderr } = await run(['bulk', 'status', 'run.jsonl', '--report', 'r.csv']);
    expect(stderr).toContain('which is gone or changed; the report has none');
  });

  it('of all parts of a text stand in one field', async () => {
    const text = `${'a'.repeat(4000)} ${'b'.repeat(4000)}`;
    const cwd = createTempFolder();
    writeFileSync(`${cwd}/people.csv`, 'to\n1000001\n');
    const server = await startFaultServer(faults.acceptAll());
    const argv = ['send', '--recipients', 'people.csv', text, '--split', '--ledger', 'run.jsonl', '--yes'];
    await runInside([...argv, '--endpoint', server.url], { cwd, env });
    await server.close();
    const references = server.requests.flatMap(readRecipients).map(({ reference }) => reference);
    expect(references).toHaveLength(2);
    const { stdout } = await runInside(['bulk', 'export', 'run.jsonl', '--state', 'accepted'], { cwd });
    expect(stdout).toContain(`1000001,${references.join(' ')}\r\n`);
  });

  it('are all in bulk status --json, and twenty on a terminal', async () => {
    const { run } = await send(faults.resetAfterBody(), chats(25), ['--batch', '25']);
    const { ledgers, totals, unknown } = JSON.parse((await run(['bulk', 'status', 'run.jsonl', '--json'])).stdout);
    expect(totals.unknown).toBe(25);
    expect(unknown).toHaveLength(25);
    expect(unknown[24]).toMatchObject({ ledger: ledgers[0].ledger, line: 26, to: '1000025' });
    const { stdout } = await run(['bulk', 'status', 'run.jsonl']);
    expect(stdout.match(/^unknown line/gm)).toHaveLength(20);
    expect(stdout).toContain('… and 5 more: cmtg bulk export LEDGER --state unknown');
  });
});

describe('an export', () => {
  it('goes out again as it is, though the only column has a name of its own', async () => {
    const { cwd, run } = await send(faults.mixed(['1000002']), 'nummer\n1000001\n1000002\n');
    const first = await run(['bulk', 'export', 'run.jsonl', '--state', 'rejected']);
    writeFileSync(`${cwd}/again.csv`, first.stdout);
    const flags = ['--ledger', 'again.jsonl', '--sandbox'];
    expect(await run(['send', '--recipients', 'again.csv', 'Hi', ...flags])).toMatchObject({ code: 0 });
    const second = await run(['bulk', 'export', 'again.jsonl', '--state', 'accepted']);
    expect(second.stdout).toMatch(/^nummer,cmtg_reference\r\n1000002,[0-9a-f]{32}\r\n$/);
    expect(second.stdout).not.toBe(first.stdout);
    expect(second.stderr).toContain('1 row is accepted.');
  });

  it('of JSON lines has a column for every name, wherever it came first', async () => {
    const cwd = createTempFolder();
    const people = Array.from({ length: 3000 }, (_, row) => `{"to":"${1_000_001 + row}"}\n`).join('');
    writeFileSync(`${cwd}/people.jsonl`, `${people}{"to":"99999999","city":"Breda"}\n`);
    const argv = ['send', '--recipients', 'people.jsonl', 'Hi', '--sandbox', '--rate', 'max', '--ledger', 'run.jsonl'];
    await runInside(argv, { cwd });
    const { stdout } = await runInside(['bulk', 'export', 'run.jsonl', '--state', 'accepted'], { cwd });
    const lines = stdout.split('\r\n');
    expect(lines[0]).toBe('to,city,cmtg_reference');
    expect(lines[3001]).toMatch(/^99999999,Breda,[0-9a-f]{32}$/);
  });

  it('is CSV and says so to --json', async () => {
    const { code, stdout } = await runInside(['bulk', 'export', 'run.jsonl', '--state', 'unknown', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error.message).toContain('writes CSV');
  });
});

describe('bulk status of a living run', () => {
  it('says that it runs, and counts what is under way as such', async () => {
    const cwd = createTempFolder();
    writeFileSync(`${cwd}/people.csv`, chats(6));
    let answer = (): void => {};
    let onPosted = (): void => {};
    const posted = new Promise<void>((resolve) => {
      onPosted = resolve;
    });
    const server = await startFaultServer((exchange) => {
      if (exchange.count === 1) return faults.acceptAll()(exchange);
      answer = () => faults.acceptAll()(exchange);
      onPosted();
    });
    const gateway = ['--endpoint', server.url, '--concurrency', '1', '--batch', '3', '--rate', 'max', '--yes'];
    const argv = ['send', '--recipients', 'people.csv', 'Hi', '--ledger', 'run.jsonl'];
    const run = runInside([...argv, ...gateway], { cwd, env });
    await posted;
    const text = await runInside(['bulk', 'status', 'run.jsonl', '--report', 'r.csv'], { cwd });
    const json = await runInside(['bulk', 'status', 'run.jsonl', '--json'], { cwd });
    answer();
    expect(await run).toMatchObject({ code: 0 });
    await server.close();
    expect(text.stdout).toContain(`running (pid ${process.pid})`);
    expect(text.stdout).toMatch(/accepted +3\nunder way +3\nrows +6/);
    expect(text.stdout).not.toContain('unknown');
    expect(readFileSync(`${cwd}/r.csv`, 'utf8')).toContain('5,1000004,1,under-way,');
    const { ledgers, totals, unknown } = JSON.parse(json.stdout);
    expect(ledgers[0]).toMatchObject({
      running: { pid: process.pid },
      torn: false,
      totals: { underWay: 3, unknown: 0 },
    });
    expect({ totals, unknown }).toMatchObject({ totals: { accepted: 3, notSent: 0 }, unknown: [] });
    const after = await runInside(['bulk', 'status', 'run.jsonl'], { cwd });
    expect(after.stdout).toContain('finished');
  });

  it('counts a ledger once, however it is named', async () => {
    const { cwd, run } = await send(faults.acceptAll(), chats(2));
    symlinkSync('run.jsonl', `${cwd}/link.jsonl`);
    const { stdout } = await run(['bulk', 'status', 'run.jsonl', './run.jsonl', 'link.jsonl', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ledgers: [{}], totals: { rows: 2, accepted: 2 } });
  });
});
