import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createReference } from '../../../src/gateway/bulk/row.js';
import { buildPrograms } from '../../support/bulk/build-programs.js';
import { finished, startCli, startGateway, writeRecipients } from '../../support/bulk/campaign.js';
import { faults, readRecipients, startFaultServer } from '../../support/fault-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

/** As a German or Dutch spreadsheet writes it: BOM, semicolons, quotes, CRLF, an empty row at the end. */
const exported =
  '\ufeffchat_id;name;city\r\n987654321;"de Vries; Jan";Breda\r\n987654322;"Zoë ""Z""";"Den\r\nHaag"\r\n1,23E+09;Bob;Delft\r\n987654321;Jan;Breda\r\n;;\r\n';

function folderWith(text: string): { folder: string; input: string; ledger: string } {
  const folder = createTempFolder();
  writeFileSync(`${folder}/people.csv`, text);
  return { folder, input: `${folder}/people.csv`, ledger: `${folder}/run.jsonl` };
}

const sandbox = ['--sandbox'];

describe('a file from a spreadsheet', () => {
  it('is refused with file and line, and the cure of a shortened number', async () => {
    const { input } = folderWith(exported);
    const { code, stderr } = await runInside(['send', '--recipients', input, 'Hello {{name}}', ...sandbox]);
    expect(code).toBe(1);
    expect(stderr).toContain(`${input}:5: "1,23E+09" is a number that a spreadsheet shortened`);
    expect(stderr).toContain('Format the column as text');
    expect(stderr).toContain(`${input}:6: The chat 987654321 is already in line 2.`);
    expect(stderr).toContain('Nothing was sent');
  });

  it('goes out without the refused rows, which are kept in a file', async () => {
    const { input, ledger } = folderWith(exported);
    const argv = ['send', '--recipients', input, 'Hi {{name}} & {{city}}', '--skip-invalid', '--ledger', ledger];
    const { code, stdout } = await runInside([...argv, ...sandbox, '--json']);
    expect(code).toBe(1);
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(summary).toMatchObject({
      type: 'summary',
      outcome: 'finished',
      totals: { rows: 4, accepted: 2, invalid: 2, notSent: 0 },
    });
    expect(readFileSync(`${ledger}.refused.csv`, 'utf8')).toContain('"1,23E+09",Bob,Delft,5,');
    expect(statSync(ledger).mode & 0o777).toBe(0o600);
    expect(readFileSync(ledger, 'utf8')).not.toContain('sandbox-only');
  });

  it('shows its first rows as Telegram would, unescaped, and sends nothing', async () => {
    const { input, folder } = folderWith(exported);
    const { stdout, code } = await runInside([
      ...['send', '--recipients', input, 'Hi {{name}} & {{city}}', '--skip-invalid', '--preview', '2'],
      ...sandbox,
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('Hi de Vries; Jan & Breda');
    expect(stdout).toContain('Hi Zoë "Z" & Den');
    expect(folder).toBeTruthy();
  });

  it('comes back in its own form from the export', async () => {
    const { input, ledger } = folderWith(exported);
    await runInside(['send', '--recipients', input, 'Hi', '--skip-invalid', '--ledger', ledger, ...sandbox]);
    const { stdout } = await runInside(['bulk', 'export', ledger, '--state', 'accepted']);
    expect(stdout.replace(/[0-9a-f]{32}/g, 'REF')).toBe(
      'chat_id;name;city;cmtg_reference\r\n987654321;"de Vries; Jan";Breda;REF\r\n987654322;"Zoë ""Z""";"Den\r\nHaag";REF\r\n',
    );
  });
});

describe('before anything is sent', () => {
  it('a variable that no column has is said once', async () => {
    const { input } = folderWith('to,name\n1000001,A\n1000002,B\n');
    const { code, stderr } = await runInside(['send', '--recipients', input, 'Hello {{nmae}}', ...sandbox]);
    expect(code).toBe(1);
    expect(stderr).toContain('{{nmae}}');
    expect(stderr).toContain('The columns are: to, name.');
  });

  it('--yes is required when nobody can be asked', async () => {
    const { input } = folderWith('to\n1000001\n');
    const { code, stderr } = await runInside(['send', '--recipients', input, 'Hello', '--from', '1234567890']);
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
  });

  it('--dry-run writes the bodies and posts nothing', async () => {
    const { input } = folderWith('to,name\n1000001,A\n1000002,B\n');
    const { stdout, code } = await runInside([
      'send',
      '--recipients',
      input,
      'Hello {{name}}',
      '--dry-run',
      '--from',
      '1',
    ]);
    expect(code).toBe(0);
    const { messages } = JSON.parse(stdout);
    expect(messages.msg.map((message: { body: { content: string } }) => message.body.content)).toEqual([
      'Hello A',
      'Hello B',
    ]);
  });
});

describe('posting', () => {
  const send = async (url: string, input: string, ledger: string, more: readonly string[] = []) =>
    runInside(
      [
        'send',
        '--recipients',
        input,
        'Hello {{name}}',
        '--yes',
        '--ledger',
        ledger,
        '--endpoint',
        url,
        '--from',
        '1',
        ...more,
      ],
      { env: { CMTG_PRODUCT_TOKEN: 'secret-product-token' } },
    );

  it('gives every message the reference that follows from run, row and part', async () => {
    const server = await startFaultServer(faults.acceptAll());
    const { input, ledger } = folderWith('to,name\n1000001,A\n1000002,B\n');
    const { code } = await send(server.url, input, ledger);
    await server.close();
    expect(code).toBe(0);
    const text = readFileSync(ledger, 'utf8');
    const { campaign } = JSON.parse(text.split('\n')[0] ?? '').plan;
    expect(server.requests.flatMap(readRecipients)).toEqual([
      { to: '1000001', reference: createReference(campaign, 2, '1000001', 0) },
      { to: '1000002', reference: createReference(campaign, 3, '1000002', 0) },
    ]);
    expect(text).not.toContain('secret-product-token');
  });

  it('a wrong token stops after the requests in flight', async () => {
    const server = await startFaultServer(faults.wrongToken());
    const { input, ledger } = folderWith(`to,name\n${rowsOf(500)}`);
    const { code, stderr } = await send(server.url, input, ledger, ['--rate', 'max', '--batch', '10']);
    await server.close();
    expect(code).toBe(4);
    expect(server.requests.length).toBeLessThanOrEqual(2);
    expect(stderr).toContain('cmtg bulk resume');
  });

  it('a gateway that is down costs few requests, and the rest can be resumed', async () => {
    const { input, ledger } = folderWith(`to,name\n${rowsOf(1000)}`);
    const { code, stdout } = await send('http://127.0.0.1:9/', input, ledger, ['--batch', '10', '--json']);
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(code).toBe(5);
    expect(summary.requests).toBeLessThanOrEqual(1.05 * 100);
    expect(summary.totals).toMatchObject({ rows: 1000, notSent: 1000, accepted: 0, unknown: 0 });

    const server = await startFaultServer(faults.acceptAll());
    const early = await runInside(['bulk', 'resume', ledger], { env: { CMTG_PRODUCT_TOKEN: 'secret-product-token' } });
    await server.close();
    // A ledger may not send the token to just anywhere: the endpoint has to be named again.
    expect(early.code).toBe(2);
    expect(early.stderr).toContain('token');
  }, 60_000);

  it('a changed file of recipients is not resumed', async () => {
    const server = await startFaultServer(faults.wrongToken());
    const { input, ledger } = folderWith('to,name\n1000001,A\n1000002,B\n');
    await send(server.url, input, ledger);
    writeFileSync(input, 'to,name\n1000009,A\n1000002,B\n');
    const { code, stderr } = await runInside(['bulk', 'resume', ledger, '--endpoint', server.url], {
      env: { CMTG_PRODUCT_TOKEN: 'secret-product-token' },
    });
    await server.close();
    expect(code).toBe(2);
    expect(stderr).toContain('is not the file that the run began with');
    expect(server.requests).toHaveLength(1);
  });

  it('Ctrl-C finishes what is under way and tells how to go on', async () => {
    const stop = new AbortController();
    const server = await startFaultServer((exchange) => {
      stop.abort('SIGINT');
      faults.slow(50)(exchange);
    });
    const { input, ledger } = folderWith(`to,name\n${rowsOf(500)}`);
    const argv = [
      'send',
      '--recipients',
      input,
      'Hi',
      '--yes',
      '--ledger',
      ledger,
      '--endpoint',
      server.url,
      '--from',
      '1',
    ];
    const { code, stderr, stdout } = await runInside([...argv, '--batch', '10', '--concurrency', '1'], {
      env: { CMTG_PRODUCT_TOKEN: 'secret-product-token' },
      signal: stop.signal,
    });
    await server.close();
    expect(code).toBe(130);
    expect(stdout).toContain('accepted   10');
    expect(stdout).not.toContain('unknown');
    expect(stderr).toMatch(/^stopping after the requests under way; Ctrl-C again ends now\n[\s\S]*^error: Stopped\./m);
    expect(stderr).toContain('cmtg bulk resume');
  });

  it('a gateway that always fails is told with its reason, and how often', async () => {
    const { input, ledger, folder } = folderWith(`to,name\n${rowsOf(6)}`);
    const server = await startFaultServer(faults.status(503));
    const flags = ['--batch', '2', '--concurrency', '1'];
    const unavailable = await send(server.url, input, ledger, flags);
    expect(unavailable.code).toBe(6);
    expect(unavailable.stderr).toMatch(/^failed: HTTP 503.* × 3$/m);
    server.behave(faults.resetAfterBody());
    const reset = await send(server.url, input, `${folder}/reset.jsonl`, flags);
    expect(reset.stderr).toMatch(/^failed: .*closed the connection before it answered.* × 3$/m);
    server.behave(faults.forgetful());
    const silent = await send(server.url, input, `${folder}/silent.jsonl`, flags);
    expect(silent.stderr).toMatch(/^failed: CM’s answer does not mention every message × 3$/m);
    await server.close();
    const down = await send('http://127.0.0.1:9/', input, `${folder}/down.jsonl`, flags);
    expect(down.stderr).toMatch(/^failed: 127\.0\.0\.1:9 refused the connection .* × \d+$/m);
  }, 30_000);

  it('a run in which all is well in the end names no failure', async () => {
    const { input, ledger } = folderWith(`to,name\n${rowsOf(2)}`);
    let asked = 0;
    const server = await startFaultServer((exchange) =>
      (asked++ === 0 ? faults.rateLimited(1) : faults.acceptAll())(exchange),
    );
    const { code, stderr } = await send(server.url, input, ledger);
    await server.close();
    expect(code).toBe(0);
    expect(stderr).not.toContain('failed:');
  });

  it('a report is one file that loads nothing', async () => {
    const server = await startFaultServer(faults.mixed());
    const { input, ledger, folder } = folderWith('to,name\n1000001,A\n1000002,<b>B</b>\n');
    await send(server.url, input, ledger, ['--report', `${folder}/r.html`, '--report', `${folder}/r.csv`]);
    await server.close();
    const html = readFileSync(`${folder}/r.html`, 'utf8');
    expect(html).toContain('role="img"');
    expect(html).toContain('invalid recipient');
    expect(html).not.toMatch(/<script|src=|@import|url\(/);
    expect(readFileSync(`${folder}/r.csv`, 'utf8')).toContain('1000002,1,rejected,303');
  });

  it('shards divide the file: every row once', async () => {
    const server = await startFaultServer(faults.acceptAll());
    const { input, folder } = folderWith(`to,name\n${rowsOf(200)}`);
    const ledgers = [1, 2, 3, 4].map((shard) => `${folder}/shard-${shard}.jsonl`);
    for (const [index, ledger] of ledgers.entries()) {
      expect((await send(server.url, input, ledger, ['--shard', `${index + 1}/4`])).code).toBe(0);
    }
    await server.close();
    const chats = server.requests.flatMap(readRecipients).map(({ to }) => to);
    expect(chats).toHaveLength(200);
    expect(new Set(chats).size).toBe(200);
    const { stdout } = await runInside(['bulk', 'status', ...ledgers, '--json']);
    expect(JSON.parse(stdout).totals).toMatchObject({ rows: 200, accepted: 200, notSent: 0 });
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

function rowsOf(count: number): string {
  return Array.from({ length: count }, (_, row) => `${1_000_001 + row},N${row}\n`).join('');
}

describe('two resumes at once', () => {
  let programs: Awaited<ReturnType<typeof buildPrograms>>;
  beforeAll(async () => {
    programs = await buildPrograms(createTempFolder());
  });

  // Two hundred races are `npm run torture:bulk`.
  it('the second one refuses', async () => {
    const folder = createTempFolder();
    const [input, ledger] = [`${folder}/people.csv`, `${folder}/run.jsonl`];
    writeRecipients(input, 300);
    const options = { log: `${folder}/log.jsonl`, seed: 1, faults: 0, rejects: 0, latencyMs: 100 };
    const gateway = await startGateway(programs.gateway, options);
    const flags = ['--endpoint', gateway.url, '--batch', '10', '--rate', 'max'];
    const first = startCli(programs.cli, ['send', '--recipients', input, 'Hi', '--yes', '--ledger', ledger, ...flags], {
      HOME: folder,
    });
    await until(() => existsSync(ledger) && readFileSync(ledger, 'utf8').includes('"outcome"'));
    first.kill('SIGKILL');
    await finished(first);
    const ends = await Promise.all(
      [1, 2].map(() => finished(startCli(programs.cli, ['bulk', 'resume', ledger, ...flags], { HOME: folder }))),
    );
    const log = gateway.log();
    await gateway.stop();
    expect(ends.filter(({ stderr }) => stderr.includes('is in use by'))).toHaveLength(1);
    const taken = log.flatMap((line) => line.accepted);
    expect(new Set(taken).size).toBe(taken.length);
  });
});

const hasParallel = spawnSync('parallel', ['--version']).status === 0;

// Needs GNU parallel (Debian: parallel).
describe.skipIf(!hasParallel)('shards under GNU parallel', () => {
  it('every row exactly once, and the ledgers add up', async () => {
    const folder = createTempFolder();
    writeRecipients(`${folder}/people.csv`, 400);
    const programs = await buildPrograms(createTempFolder());
    const options = { log: `${folder}/log.jsonl`, seed: 1, faults: 0, rejects: 0, latencyMs: 1 };
    const gateway = await startGateway(programs.gateway, options);
    const command = `${process.execPath} ${programs.cli} send --recipients people.csv Hi --yes --shard {}/4 --ledger shard-{}.jsonl --endpoint ${gateway.url} --rate 100/s`;
    const start = Date.now();
    const run = spawnSync('parallel', ['-j', '4', command, ':::', '1', '2', '3', '4'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        CMTG_PRODUCT_TOKEN: 'secret-token',
        CMTG_FROM: '1',
        CMTG_TEST_SPEED: '1',
      },
    });
    const seconds = (Date.now() - start) / 1000;
    const taken = gateway.log().flatMap((line) => line.accepted);
    await gateway.stop();
    expect(run.status).toBe(0);
    expect(taken).toHaveLength(400);
    expect(new Set(taken).size).toBe(400);
    // Four bursts of one request each go ahead of the rate.
    expect(400 / seconds).toBeLessThanOrEqual(100 * 1.5);
  });
});
