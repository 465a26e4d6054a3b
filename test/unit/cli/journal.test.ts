import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildLine, buildOtherLine } from '../../../src/webhook/journal/line.js';
import { buildReceivedWebhook } from '../../../src/webhook/received-webhook.js';
import { inboundBody, inboundFixtures } from '../../support/inbound-fixtures.js';
import { createRecordingServer } from '../../support/recording-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const line = (body: string, seq: number, minute = seq) =>
  `${buildLine(
    buildReceivedWebhook({
      id: `run-${seq}`,
      receivedAt: `2026-12-31T23:${String(minute).padStart(2, '0')}:00.000Z`,
      method: 'POST',
      path: '/hook/the-secret?x=1',
      rawHeaders: ['Host', 'public.example', 'Content-Type', 'application/json', 'Authorization', 'Basic x'],
      body: Buffer.from(body),
      duplicateOf: undefined,
      seq,
    }),
    seq,
  )}\n`;

/** A state folder with one journal that holds every shape, a minute apart. */
const setup = (content = inboundFixtures.map(({ body }, index) => line(body, index + 1)).join('')) => {
  const state = createTempFolder();
  const folder = join(state, 'cmtelegram', 'journal');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '20261231T230000Z-8080.ndjson');
  writeFileSync(file, content);
  const run = (...argv: string[]) => runInside(argv, { env: { XDG_STATE_HOME: state } });
  return { folder, file, run };
};
const ids = (stdout: string) => [...stdout.matchAll(/run-\d+/g)].map(([id]) => id);

describe('cmtg journal', () => {
  it('lists the files, what they hold, and lines that are damaged', async () => {
    const { run, file } = setup(
      `${line('{}', 1)}${line('{}', 2).replace('public', 'PUBLIC')}${line('{}', 3)}{"type":"webhook","id":"torn`,
    );
    const { stdout, code } = await run('journal', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).journals).toEqual([
      {
        file,
        bytes: statSync(file).size,
        webhooks: 2,
        damaged: 1,
        first: '2026-12-31T23:01:00.000Z',
        last: '2026-12-31T23:03:00.000Z',
      },
    ]);
    expect((await run('journal', 'list')).stdout).toMatch(
      /^2 {2}webhooks {2}2026-12-31 23:01Z to 2026-12-31 23:03Z .* 1 damaged line\n$/,
    );
  });

  it('says when there is no journal yet', async () => {
    expect(await runInside(['journal'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/No journal yet/),
    });
    expect(await runInside(['journal', 'show', '--journal', 'nope'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/does not exist/),
    });
  });

  it.each([
    [
      ['--last', '2'],
      ['run-13', 'run-14'],
    ],
    [
      ['--filter', 'kind=event'],
      ['run-10', 'run-11', 'run-12'],
    ],
    [
      ['run-3', 'run-5'],
      ['run-3', 'run-5'],
    ],
    [
      ['--since', '2026-12-31T23:12:00Z'],
      ['run-12', 'run-13', 'run-14'],
    ],
    // The clock of the test stands at 2027-01-01T00:00Z.
    [
      ['--since', '47m'],
      ['run-13', 'run-14'],
    ],
    [['--last', '1', '--filter', 'kind=message', '--filter', 'channel=whatsapp'], ['run-9']],
  ])('shows %j', async (argv, expected) => {
    const { run } = setup();
    expect(ids((await run('journal', 'show', '--compact', ...argv)).stdout)).toEqual(expected);
  });

  it('refuses a file that is no journal, before anything is written', async () => {
    const { run, folder } = setup();
    const output = join(folder, 'out.ndjson');
    for (const [name, content] of [
      ['passwd', 'root:x:0:0:root:/root:/bin/sh\n'],
      ['no-line-feed', 'some text'],
      ['listen-json', '{"type":"ready"}\n{"type":"webhook","id":"a-1"}\n'],
    ] as const) {
      const file = join(folder, name);
      writeFileSync(file, content);
      for (const argv of [
        ['journal', 'list'],
        ['journal', 'show'],
        ['journal', 'show', 'run-1'],
        ['journal', 'export', '--output', output],
        ['replay', '--to', 'http://127.0.0.1:1/'],
      ]) {
        const { code, stdout } = await run(...argv, '--journal', file, '--json');
        expect([code, JSON.parse(stdout).error.code], `${name} ${argv}`).toEqual([2, 'not-a-journal']);
      }
    }
    expect(existsSync(output)).toBe(false);
    // What a listener has begun to write is a journal, and so is one that begins badly.
    for (const content of ['', line('{}', 1).slice(0, 200), `damaged\n${line('{}', 2)}`]) {
      writeFileSync(join(folder, 'young'), content);
      expect((await run('journal', 'show', '--journal', join(folder, 'young'))).code).toBe(0);
    }
  });

  it('says which ids are missing, and exits 1', async () => {
    const { run } = setup();
    for (const argv of [
      ['journal', 'show', '--compact'],
      ['journal', 'export'],
      ['replay', '--as-curl', '--to', 'http://localhost/'],
    ]) {
      const { code, stdout, stderr } = await run(...argv, 'run-2', 'run-98', 'run-99', '--quiet');
      expect([code, stderr]).toEqual([1, 'not in the journal: run-98, run-99\n']);
      expect(stdout).not.toBe('');
      expect(await run(...argv, 'nope')).toMatchObject({ code: 1, stdout: '' });
    }
    // It is there, but is no event.
    expect((await run('journal', 'show', 'run-1', '--filter', 'kind=event')).code).toBe(0);
  });

  it('says how many damaged lines are passed over', async () => {
    const damaged = line('{}', 2).replace('public', 'PUBLIC');
    const { run } = setup(`${line('{}', 1)}${damaged}${line('{}', 3)}${damaged}{"type":"webhook","id":"torn`);
    const server = await createRecordingServer();
    onTestFinished(() => server.close());
    for (const argv of [
      ['journal', 'show', '--json'],
      ['journal', 'export'],
      ['replay', '--last', '5', '--to', server.url],
    ]) {
      const { code, stderr } = await run(...argv, '--quiet');
      expect([code, stderr]).toEqual([
        0,
        'warning: 2 damaged lines were passed over; `cmtg journal list` tells in which file\n',
      ]);
    }
    expect(server.requests).toHaveLength(2);
  });

  it.each([[], ['--compact'], ['--raw']])('shows the day with the time: a journal spans many, %j', async (...flags) => {
    const { run } = setup(line('{}', 1));
    expect((await run('journal', 'show', 'run-1', ...flags)).stdout).toMatch(/^2026-12-31 23:01:00Z /);
  });

  it.each([
    ['--compact', '--raw'],
    ['--json', '--compact'],
    ['--json', '--raw'],
  ])('shows in one form only: %s %s', async (...flags) => {
    const { run } = setup(line('{}', 1));
    expect(await run('journal', 'show', ...flags)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/exclude each other/),
    });
  });

  it('exports a journal that replays, without a trace of anybody with --redact', async () => {
    const { run, folder } = setup();
    const output = join(folder, '..', 'support.ndjson');
    expect((await run('journal', 'export', '--redact', '--output', output)).code).toBe(0);
    const exported = readFileSync(output, 'utf8');
    expect(exported).not.toMatch(/Grace|316|22334455|hello|secret|Basic|public\.example/);
    expect(statSync(output).mode & 0o777).toBe(0o600);
    const kinds = (await run('journal', 'show', '--journal', output, '--json')).stdout
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each).kind);
    expect(kinds).toEqual(inboundFixtures.map(({ kind }) => kind));
    expect(await run('journal', 'export', '--output', output)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/exists already/),
    });
    const plain = (await run('journal', 'export', 'run-6')).stdout;
    expect(JSON.parse(plain).raw).toBe(inboundFixtures[5]?.body);
  });

  it('exports headers only with values that everybody sends', async () => {
    const headers = [
      ...['User-Agent', 'Jan/1 (+31612345678)', 'Accept', 'text/jan', 'Content-Type', 'text/plain; name=jan'],
      ...['X-Of-Jan-0612345678', '1', 'Accept-Encoding', 'gzip, br', 'Connection', 'keep-alive'],
    ];
    const parts = {
      id: 'run-1',
      receivedAt: '2026-12-31T23:00:00.000Z',
      method: 'POST',
      path: '/',
      duplicateOf: undefined,
    };
    const webhook = buildReceivedWebhook({ ...parts, rawHeaders: headers, body: Buffer.from('{}'), seq: 1 });
    const { run } = setup(`${buildLine(webhook, 1)}\n`);
    expect(JSON.parse((await run('journal', 'export', '--redact')).stdout).headers).toEqual([
      ['User-Agent', '[redacted]'],
      ['Accept', '[redacted]'],
      ['Content-Type', '[redacted]'],
      ['X-Redacted-1', '[redacted]'],
      ['Accept-Encoding', 'gzip, br'],
      ['Connection', 'keep-alive'],
    ]);
  });

  it('deletes what is old, or all, and only journals', async () => {
    const { run, folder } = setup();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    utimesSync(join(folder, readdirSync(folder)[0] ?? ''), new Date('2026-12-01'), new Date('2026-12-01'));
    expect(await run('journal', 'purge')).toMatchObject({ code: 2 });
    expect((await run('journal', 'purge', '--older-than', '60d')).stdout).toMatch(/^0 files deleted .* 1 left/);
    expect((await run('journal', 'purge', '--older-than', '7d')).stdout).toMatch(/^1 file deleted .* 0 left/);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
    const other = setup();
    expect((await other.run('journal', 'purge', '--all', '--yes')).stdout).toMatch(/^1 file deleted/);
  });
});

describe('cmtg journal purge --all', () => {
  const purge = async (typed: string | undefined, ...flags: string[]) => {
    const { folder } = setup();
    const env = { XDG_STATE_HOME: join(folder, '../..') };
    const result = await runInside(['journal', 'purge', '--all', '--no-color', ...flags], {
      env,
      ...(typed === undefined ? {} : { typed }),
    });
    return { ...result, left: readdirSync(folder).length };
  };

  it('asks on a terminal, and keeps everything without a yes', async () => {
    const agreed = await purge('y\r');
    expect(agreed).toMatchObject({ code: 0, left: 0, stdout: expect.stringMatching(/^1 file deleted/) });
    expect(agreed.stderr).toMatch(/Delete the one journal file in .*\? \[y\/N\]/);
    for (const answer of ['n\r', '\r']) {
      expect(await purge(answer)).toMatchObject({
        code: 0,
        left: 1,
        stdout: '',
        stderr: expect.stringContaining('Nothing was deleted.'),
      });
    }
  });

  it('asks nothing with --yes, which it needs where nobody can be asked', async () => {
    expect(await purge('', '--yes')).toMatchObject({ code: 0, left: 0, stderr: '' });
    const needsYes = { code: 2, left: 1, stderr: expect.stringContaining('needs --yes when nobody can be asked') };
    expect(await purge(undefined)).toMatchObject(needsYes);
    expect(await purge('y\r', '--no-input')).toMatchObject(needsYes);
    expect(await purge('y\r', '--json')).toMatchObject({ code: 2, left: 1 });
    expect(await runInside(['journal', 'purge', '--older-than', '1d', '--yes'])).toMatchObject({ code: 2 });
  });
});

describe('cmtg replay', () => {
  const record = async () => {
    const server = await createRecordingServer();
    onTestFinished(() => server.close());
    return server;
  };

  it('keeps the pauses, as much faster as asked for', async () => {
    const { file } = setup();
    const server = await record();
    const waits: number[] = [];
    const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) };
    await runInside(['replay', '--journal', file, '--last', '3', '--speed', '60', '--to', server.url], { clock });
    expect(waits).toEqual([1000, 1000]);
    expect(server.requests).toHaveLength(3);
  });

  it('sends the headers less those of the connection', async () => {
    const { run } = setup();
    const server = await record();
    await run('replay', 'run-1', '--to', server.url);
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Basic x', host: new URL(server.url).host });
    expect(server.requests[0]?.body.toString()).toBe(inboundFixtures[0]?.body);
  });

  it('compares with the answer of the same target, else with the last of any', async () => {
    const server = await record();
    const answer = (target: string, status: number, seq: number) =>
      `${buildOtherLine({ type: 'answer', id: 'run-1', target, status, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }, seq)}\n`;
    const same = setup(line('{}', 1) + answer(server.url, 200, 2) + answer('http://other/', 500, 3));
    expect(await same.run('replay', 'run-1', '--to', server.url)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/as recorded/),
    });
    const other = setup(line('{}', 1) + answer('http://other/', 500, 2));
    expect((await other.run('replay', 'run-1', '--to', server.url)).code).toBe(1);
    expect((await other.run('replay', 'run-1', '--to', server.url, '--compare', 'none')).code).toBe(0);
  });

  it('compares with no target that was not there', async () => {
    const server = await record();
    const body = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const answer = (target: string, status: number | null, seq: number) =>
      `${buildOtherLine({ type: 'answer', id: 'run-1', target, status, sha256: body }, seq)}\n`;
    const down = setup(line('{}', 1) + answer(server.url, null, 2) + answer('http://other/', null, 3));
    const { code, stdout } = await down.run('replay', '--last', '1', '--to', server.url);
    expect([code, stdout]).toEqual([0, expect.not.stringMatching(/recorded/)]);
    // Up once, and not when it was asked again.
    const once = setup(line('{}', 1) + answer(server.url, 200, 2) + answer(server.url, null, 3));
    expect(await once.run('replay', '--last', '1', '--to', server.url)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/as recorded/),
    });
  });

  it('exits 1 for an id that is not there, and 5 when nobody is', async () => {
    const { run } = setup();
    const server = await record();
    const missing = await run('replay', 'run-1', 'run-99', '--to', server.url, '--json');
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout)).toMatchObject({ missing: ['run-99'], totals: { sent: 1, missing: 1 } });
    expect((await run('replay', '--last', '5', '--to', 'http://127.0.0.1:1/')).code).toBe(5);
  });

  it('writes curl commands', async () => {
    const { run } = setup(line(inboundBody('whatsapp-text'), 1));
    const { stdout, code } = await run('replay', '--last', '1', '--as-curl', '--to', 'http://localhost:3000/');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^curl --request POST 'http:\/\/localhost:3000\/'/);
    expect(stdout).toContain(inboundBody('whatsapp-text'));
  });

  it.each([
    [['--last', '1'], /No address/],
    [['--to', 'http://a/'], /Nothing says what to send again/],
    [['--to', 'http://a/', '--last', '0'], /--last takes/],
    [['--to', 'http://a/', '--last', '1', '--speed', '0'], /--speed takes/],
    [['--to', 'http://a/', '--since', 'soon'], /--since takes/],
    [['--to', 'http://a/', '--last', '1', '--as-curl', '--json'], /--as-curl and --json exclude each other/],
  ])('refuses %j', async (argv, message) => {
    expect(await runInside(['replay', ...argv])).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});
