import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Behaviour, faults, readRecipients, startFaultServer } from '../../support/fault-server.js';
import { runInside } from '../../support/run-cli.js';
import { createTempFolder } from '../../support/temp-folder.js';

/** The first request is taken over and its answer lost; everything after it is answered. */
function loseFirstAnswer(): Behaviour {
  let asked = 0;
  return (exchange) => (asked++ === 0 ? faults.resetAfterBody() : faults.acceptAll())(exchange);
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

  it('does not ask without a terminal, nor a program', async () => {
    const alone = await sendFour(undefined);
    expect(alone).toMatchObject({ code: 6 });
    expect(alone.sent).toHaveLength(4);
    const program = await sendFour('y\r', ['--json']);
    expect(program).toMatchObject({ code: 6 });
    expect(program.stderr).not.toContain('again, perhaps twice');
  });
});
