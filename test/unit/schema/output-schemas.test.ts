import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { schemas } from '../../../src/cli/schema/schemas.js';
import { ruleIds } from '../../../src/core/rules/catalogue.js';
import { createStrictCheck } from '../../support/check-strictly.js';
import { compileSchema } from '../../support/compile-schema.js';
import { type Behaviour, faults, startFaultServer } from '../../support/fault-server.js';
import { startListener } from '../../support/listener.js';
import { createRecordingServer } from '../../support/recording-server.js';
import { type CliSetup, runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

const documents = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The documents that a command line prints with `--json`, each checked against the schema. */
async function run(check: (document: unknown) => void, argv: readonly string[], setup: CliSetup = {}) {
  const { stdout } = await runInside([...argv, '--json'], setup);
  const found = documents(stdout);
  for (const document of found) check(document);
  return found;
}

describe('the schemas of journals', () => {
  it('describe what listen writes to the disk, and what journal and replay say about it', async () => {
    const app = await createRecordingServer((request, response) => response.end(request.body));
    onTestFinished(app.close);
    const listener = await startListener(['--forward', app.url, '--json', '--inspector']);
    const bodies = ['{"message":{"text":"a"},"from":{"number":"1","name":""}}', Uint8Array.of(0xff, 0), 'x', 'x'];
    for (const body of bodies) await fetch(listener.url, { method: 'POST', body });
    await listener.until(() => listener.records().filter(({ type }) => type === 'forward').length === bodies.length);
    await listener.stop();
    const record = createStrictCheck('listen');
    for (const document of listener.records()) record(document);
    expect(listener.records()[0]).toMatchObject({ type: 'ready', inspector: expect.stringMatching(/^http/) });

    const line = createStrictCheck('journal-line');
    const lines = documents(readFileSync(listener.journal, 'utf8'));
    for (const document of lines) line(document);
    expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(['webhook', 'answer']));

    const journal = createStrictCheck('journal');
    const file = ['--journal', listener.journal];
    expect((await run(journal, ['journal', 'list', ...file]))[0].journals[0]).toMatchObject({ webhooks: 4 });
    expect(await run(journal, ['journal', 'show', ...file])).toHaveLength(4);
    expect(await run(journal, ['journal', 'list'])).toMatchObject([{ journals: [] }]);
    expect(await run(journal, ['journal', 'purge', '--all', '--yes'])).toMatchObject([{ removed: 0 }]);
    expect(await run(journal, ['journal', 'show', '--journal', 'nope'])).toMatchObject([{ error: {} }]);

    const replay = createStrictCheck('replay');
    expect(await run(replay, ['replay', ...file, '--to', app.url])).toMatchObject([{ totals: { sent: 4, differ: 0 } }]);
    expect(await run(replay, ['replay', 'x-1', ...file, '--to', app.url])).toMatchObject([{ missing: ['x-1'] }]);
    expect(await run(replay, ['replay', '--last', '1', '--to', app.url])).toMatchObject([{ webhooks: [] }]);
    await app.close();
    expect(await run(replay, ['replay', ...file, '--to', app.url])).toMatchObject([{ totals: { failed: 1 } }]);
  });
});

describe('the schema of trigger --json', () => {
  it('describes the list, answers, and that nobody is there', async () => {
    const check = createStrictCheck('trigger');
    const app = await createRecordingServer();
    onTestFinished(app.close);
    await run(check, ['trigger', '--list']);
    const kinds = ['text', 'photo', 'status', 'unknown'];
    const [done] = await run(check, ['trigger', ...kinds, '--to', app.url]);
    expect(done.totals.ok).toBeGreaterThan(kinds.length);
    await app.close();
    expect(await run(check, ['trigger', 'text', '--to', app.url])).toMatchObject([{ totals: { unreachable: 1 } }]);
    expect(await run(check, ['trigger', 'txet'])).toMatchObject([{ error: { code: 'usage-kind-unknown' } }]);
  });
});

describe('the schemas of bulk runs', () => {
  const env = { CMTG_PRODUCT_TOKEN: 'c0ffee00-1111-4222-8333-444455556666', CMTG_FROM: '123456' };
  // One key a code of CM.
  const status = createStrictCheck('bulk-status', (pointer) => pointer.endsWith('/errorCodes'));
  // A request may have any header, and its body is a payload.
  const line = createStrictCheck('bulk', (pointer) => /^\/(?:headers|body)/.test(pointer));
  const types = (lines: readonly { type: string }[]) => [...new Set(lines.map(({ type }) => type))];

  function prepare(rows: readonly string[]) {
    const folder = createTempFolder();
    const [input, ledger] = [join(folder, 'people.csv'), join(folder, 'run.jsonl')];
    writeFileSync(input, `to,name\n${rows.map((row) => `${row}\n`).join('')}`);
    const send = ['send', '--recipients', input, 'Hello {{name}}', '--yes', '--ledger', ledger];
    return { input, ledger, send };
  }

  /** A gateway of its own for one ledger: a resume goes to where the run began. */
  async function startGateway() {
    const server = await startFaultServer(faults.acceptAll());
    onTestFinished(server.close);
    return (behaviour: Behaviour, argv: readonly string[]) => {
      server.behave(behaviour);
      const flags = ['--endpoint', server.url, '--retries', '0', '--timeout', '500ms'];
      return run(line, [...argv, ...flags], { env });
    };
  }

  it('describe a run, its preview and its findings', async () => {
    const { send, ledger } = prepare(['1,Ann', '2,Bob', 'x y,Nobody', '2,Bob again']);
    expect(types(await run(line, [...send, '--sandbox']))).toEqual(['finding', 'summary']);
    expect(types(await run(line, [...send, '--sandbox', '--skip-invalid', '--preview', '2']))).toEqual([
      'finding',
      'preview',
    ]);
    const isPayload = compileSchema('payload');
    const planned = await run(line, [...send, '--sandbox', '--skip-invalid', '--dry-run']);
    expect(types(planned)).toEqual(['finding', 'request']);
    expect(isPayload(planned.at(-1).body), JSON.stringify(isPayload.errors)).toBe(true);
    const { stdout } = await runInside([...send, '--sandbox', '--skip-invalid', '--dry-run']);
    expect(documents(stdout)).toEqual([planned.at(-1).body]);
    expect(types(await run(line, [...send, '--sandbox', '--skip-invalid']))).toEqual([
      'finding',
      'start',
      'batch',
      'summary',
    ]);
    expect(await run(status, ['bulk', 'status', ledger])).toMatchObject([{ totals: { rows: 4, accepted: 2 } }]);
    expect(await run(status, ['bulk', 'status', '/nowhere'])).toMatchObject([{ error: {} }]);
  });

  it('describe media, shards, refusals, a stop and the resume after it', async () => {
    const { send, ledger, input } = prepare(['1,Ann', '2,Bob', '3,Cid', '4,Dan']);
    const media = ['send-media', '--recipients', input, 'https://media.example.com/a.jpg', '--caption', 'Hi {{name}}'];
    expect(types(await run(line, [...media, '--sandbox', '--preview', '1'], { env }))).toEqual(['preview']);
    const against = await startGateway();
    const stopped = await against(faults.wrongToken(), [...send, '--batch', '1']);
    expect(stopped.at(-1)).toMatchObject({ type: 'summary', outcome: 'stopped', error: { code: 'bulk-account' } });
    const resumed = await against(faults.mixed(['2']), ['bulk', 'resume', ledger]);
    expect(types(resumed)).toEqual(['resume', 'batch', 'summary']);
    const [told] = await run(status, ['bulk', 'status', ledger]);
    expect(told.ledgers[0]).toMatchObject({ runs: 2, totals: { accepted: 3, rejected: 1 } });

    const sharded = prepare(['1,Ann', '2,Bob', '3,Cid', '4,Dan']);
    expect(await against(faults.resetAfterBody(), [...sharded.send, '--shard', '1/2'])).toBeTruthy();
    const [after] = await run(status, ['bulk', 'status', sharded.ledger]);
    expect(after.ledgers[0].shard).toEqual({ index: 1, of: 2 });
    expect(after.unknown.length).toBeGreaterThan(0);
  });
});

describe('the schemas of setting up', () => {
  it('describe the settings with all their origins', async () => {
    const check = createStrictCheck('settings', (pointer) => pointer.endsWith('/value'));
    const cwd = createTempFolder();
    const env = { CMTG_TIMEOUT: '5s', CMTG_TOKN_IN: 'body', XDG_CONFIG_HOME: join(cwd, 'user') };
    writeFileSync(
      join(cwd, '.cmtelegramrc'),
      '{"from": "123456", "form": 1, "grouping": ["a"], "strict": true, "rules": {"text/too-long": "warning"}, "profiles": {"live": {"retries": 3}}}',
    );
    for (const argv of [
      ['config'],
      ['config', 'list', '--profile', 'live'],
      ['config', 'get', 'timeout'],
      ['config', 'get', 'rules'],
      ['config', 'get', 'validity'],
      ['config', 'set', 'maxWait', '5m'],
      ['config', 'unset', 'maxWait'],
      ['config', 'path'],
      ['config', 'get', 'nosuch'],
    ]) {
      await run(check, argv, { cwd, env });
    }
  });

  it('describe init, and where it went wrong', async () => {
    const check = createStrictCheck('init');
    const token = 'c0ffee00-1111-4222-8333-444455556666';
    const argv = ['init', '--from', '1234567890', '--product-token-file', '-', '--keep', 'user'];
    expect(await run(check, argv, { stdin: `${token}\n` })).toMatchObject([{ keep: 'user', token: true }]);
    expect(await run(check, ['init'])).toMatchObject([{ error: {} }]);
  });

  it('describe rules, limits, schemas and completions', async () => {
    const rules = createStrictCheck('rules', (pointer) => pointer.includes('/value'));
    await run(rules, ['rules']);
    for (const id of ruleIds) await run(rules, ['rules', id]);
    const limits = createStrictCheck('limits');
    await run(limits, ['limits']);
    expect(await run(limits, ['limits', 'captoin'])).toMatchObject([{ error: { code: 'usage-topic' } }]);
    await run(createStrictCheck('schemas'), ['schema']);
    for (const shell of ['bash', 'zsh', 'fish', 'pwsh']) {
      await run(createStrictCheck('completion'), ['completion', shell]);
    }
  });

  it('describe what every command says when it cannot even be understood', async () => {
    const commands: Readonly<Record<string, readonly string[]>> = {
      bulk: ['bulk', 'resume'],
      'bulk-status': ['bulk', 'status'],
      chat: ['chat'],
      commands: ['commands'],
      completion: ['completion'],
      doctor: ['doctor'],
      init: ['init'],
      journal: ['journal', 'show'],
      limits: ['limits'],
      listen: ['listen'],
      replay: ['replay'],
      rules: ['rules'],
      sandbox: ['sandbox'],
      schemas: ['schema'],
      send: ['send'],
      settings: ['config', 'get'],
      trigger: ['trigger'],
      validate: ['validate'],
    };
    // The others describe files and bodies, not the output of a command.
    const described = Object.keys(schemas).filter((name) => !/^(payload|inbound|config|journal-line)$/.test(name));
    expect(Object.keys(commands).sort()).toEqual(described.sort());
    for (const [name, argv] of Object.entries(commands)) {
      const check = createStrictCheck(name);
      expect(await run(check, [...argv, '--no-such-option']), name).toMatchObject([{ error: {} }]);
    }
  });
});
