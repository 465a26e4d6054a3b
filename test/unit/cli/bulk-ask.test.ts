import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Behaviour, faults, readRecipients, startFaultServer } from '../../support/fault-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

/** The first request is taken over and its answer lost; everything after it is answered, well unless told otherwise. */
function loseFirstAnswer(then = faults.acceptAll()): Behaviour {
  let asked = 0;
  return (exchange) => (asked++ === 0 ? faults.resetAfterBody() : then)(exchange);
}

async function sendFour(typed: string | undefined, more: readonly string[] = []) {
  const folder = createTempFolder();
  const [input, ledger] = [`${folder}/people.csv`, `${folder}/run.jsonl`];
  writeFileSync(input, 'to\n1000001\n1000002\n1000003\n1000004\n');
  const server = await startFaultServer(loseFirstAnswer());
  const run = [
    '--yes',
    '--ledger',
    ledger,
    '--endpoint',
    server.url,
    '--from',
    '1',
    '--concurrency',
    '1',
    '--no-color',
  ];
  const result = await runInside(
    ['send', '--recipients', input, 'Hi', ...run, '--batch', '2', '--on-unknown', 'ask', ...more],
    { env: { CMTG_PRODUCT_TOKEN: 'secret-product-token' }, ...(typed === undefined ? {} : { typed }) },
  );
  await server.close();
  const sent = server.requests.flatMap(readRecipients);
  return { ...result, sent, records: readFileSync(ledger, 'utf8') };
}

describe('send --recipients --on-unknown ask', () => {
  it('asks when the run is through, and sends again what is unknown, under the same reference', async () => {
    const { code, stdout, stderr, sent, records } = await sendFour('y\r');
    expect(stderr).toContain('Send these 2 messages again, perhaps twice?');
    expect(code).toBe(0);
    expect(stdout).toContain('unknown   2');
    expect(sent.map(({ to }) => to)).toEqual(['1000001', '1000002', '1000003', '1000004', '1000001', '1000002']);
    expect(sent[4]?.reference).toBe(sent[0]?.reference);
    expect(records).toContain('"again":true');
  });

  it.each(['n\r', '\r'])('leaves them alone when the answer is %j', async (answer) => {
    const { code, sent, records } = await sendFour(answer);
    expect(code).toBe(6);
    expect(sent).toHaveLength(4);
    expect(records.match(/"type":"run"/g)).toHaveLength(1);
  });

  it('leaves them alone when the answer is Ctrl-C, and ends with 130', async () => {
    const { code, stderr, sent, records } = await sendFour('\u0003');
    expect(stderr).toContain('Cancelled: nothing was sent again.');
    expect(code).toBe(130);
    expect(sent).toHaveLength(4);
    expect(records.match(/"type":"run"/g)).toHaveLength(1);
  });

  it('does not ask without a terminal, nor a program', async () => {
    const alone = await sendFour(undefined);
    expect(alone).toMatchObject({ code: 6 });
    expect(alone.sent).toHaveLength(4);
    const program = await sendFour('y\r', ['--json']);
    expect(program).toMatchObject({ code: 6 });
    expect(program.stderr).not.toContain('again, perhaps twice');
  });
});

/** Two rows of unknown outcome and two that were never posted, because the account was refused in between. */
async function resumeAfterStop(typed: string, onUnknown = 'ask') {
  const folder = createTempFolder();
  const [input, ledger] = [`${folder}/people.csv`, `${folder}/run.jsonl`];
  writeFileSync(input, 'to\n1000001\n1000002\n1000003\n1000004\n');
  const server = await startFaultServer(loseFirstAnswer(faults.wrongToken()));
  const env = { CMTG_PRODUCT_TOKEN: 'secret-product-token', CMTG_FROM: '1' };
  const gateway = ['--endpoint', server.url, '--concurrency', '1', '--batch', '2', '--no-color'];
  await runInside(['send', '--recipients', input, 'Hi', '--yes', '--ledger', ledger, ...gateway], { env });
  const before = { posted: server.requests.length, records: readFileSync(ledger, 'utf8') };
  server.behave(faults.acceptAll());
  const result = await runInside(['bulk', 'resume', ledger, '--on-unknown', onUnknown, ...gateway], { env, typed });
  await server.close();
  const sent = server.requests.slice(before.posted).flatMap(readRecipients);
  return { ...result, sent, added: readFileSync(ledger, 'utf8').slice(before.records.length) };
}

describe('bulk resume --on-unknown ask', () => {
  it('sends nothing at all when the answer is Ctrl-C', async () => {
    const { code, stderr, sent, added } = await resumeAfterStop('\u0003');
    expect(stderr).toContain('2 of the messages. Send them again, perhaps twice? [y/N]');
    expect(stderr).toContain('Cancelled: nothing was sent.');
    expect({ code, sent, added }).toEqual({ code: 130, sent: [], added: '' });
  });

  it('sends only the rest when the answer is no', async () => {
    const { code, sent } = await resumeAfterStop('n\r');
    expect(sent.map(({ to }) => to)).toEqual(['1000003', '1000004']);
    expect(code).toBe(6);
  });
});

describe('bulk resume --on-unknown resend', () => {
  it('announces what it will send, what is unknown included', async () => {
    const skipped = await resumeAfterStop('', 'skip');
    expect(skipped.stderr).toContain('resuming: 0 accepted, 0 rejected, 2 unknown, 2 to go');
    expect(skipped.sent).toHaveLength(2);
    const resent = await resumeAfterStop('', 'resend');
    expect(resent.stderr).toContain('resuming: 0 accepted, 0 rejected, 2 unknown and sent again, 4 to go');
    expect(resent.sent).toHaveLength(4);
  });
});

describe('the question before a bulk run', () => {
  const ask = async (typed: string) => {
    const folder = createTempFolder();
    writeFileSync(`${folder}/people.csv`, 'to\n1000001\n1000002\n');
    const server = await startFaultServer(faults.acceptAll());
    const argv = ['send', '--recipients', `${folder}/people.csv`, 'Hi', '--endpoint', server.url, '--no-color'];
    const env = { CMTG_PRODUCT_TOKEN: 'secret-product-token', CMTG_FROM: '1' };
    const result = await runInside(argv, { env, typed });
    await server.close();
    return { ...result, posted: server.requests.length };
  };

  it('ends with 130 on Ctrl-C, with 0 on no, and sends on yes', async () => {
    const cancelled = await ask('\u0003');
    expect(cancelled).toMatchObject({ code: 130, posted: 0 });
    expect(cancelled.stderr).toContain('Send to 2 chats? [y/N]');
    expect(cancelled.stderr).toContain('Cancelled: nothing was sent.');
    expect(await ask('\r')).toMatchObject({ code: 0, posted: 0 });
    expect(await ask('y\r')).toMatchObject({ code: 0, posted: 1 });
  });
});

describe('send --on-unknown ask', () => {
  it('sends nothing more after Ctrl-C, tells what is known, and ends with 130', async () => {
    const server = await startFaultServer(loseFirstAnswer());
    const env = { CMTG_PRODUCT_TOKEN: 'secret-product-token', CMTG_FROM: '1' };
    const flags = ['--split', '--on-unknown', 'ask', '--endpoint', server.url, '--no-color'];
    const text = `${'a'.repeat(4000)} ${'b'.repeat(4000)}`;
    const { code, stdout, stderr } = await runInside(['send', '--to', '1000001', text, ...flags], {
      env,
      typed: '\u0003',
    });
    await server.close();
    expect(stderr).toContain('Send again, perhaps twice?');
    expect(stdout).toMatch(/unknown +1000001/);
    expect(code).toBe(130);
    expect(server.requests).toHaveLength(1);
  });
});
