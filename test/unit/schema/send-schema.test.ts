import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/http/create-http.js';
import { type Behaviour, faults, startFaultServer } from '../../support/fault-server.js';
import { type CliSetup, root, runInside } from '../../support/run-cli.js';

const schema = JSON.parse(readFileSync(`${root}schema/send.schema.json`, 'utf8'));
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(
  schema,
);

const TOKEN = 'c0ffee00-1111-4222-8333-444455556666';

/** The document of one command line, checked against the schema. */
async function document(argv: readonly string[], setup: CliSetup = {}): Promise<Record<string, unknown>> {
  const { stdout } = await runInside([...argv, '--json'], {
    ...setup,
    env: { CMTG_PRODUCT_TOKEN: TOKEN, CMTG_FROM: '123456', ...setup.env },
  });
  const value = JSON.parse(stdout);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

async function against(behaviour: Behaviour, argv: readonly string[]): Promise<Record<string, unknown>> {
  const server = await startFaultServer(behaviour);
  try {
    const http = async () => createHttp({ env: {} });
    return await document([...argv, '--endpoint', server.url, '--timeout', '500ms'], { http });
  } finally {
    await server.close();
  }
}

describe('the schema of send --json', () => {
  it.each([
    ['accepted', faults.acceptAll(), '1'],
    ['partial', faults.mixed(), '1,2'],
    ['rejected', faults.mixed(['1']), '1'],
    ['unknown', faults.resetAfterBody(), '1,2'],
    ['unknown', faults.neverAnswer(), '1'],
    ['unknown', faults.half200(), '1'],
    ['unknown', faults.forgetful(), '1,2'],
    ['unknown', faults.garbage(), '1'],
    ['unknown', faults.status(500), '1'],
    ['not-sent', faults.wrongToken(), '1'],
    ['not-sent', faults.rateLimited(99), '1'],
    ['not-sent', faults.redirect('https://www.example.com/'), '1'],
    ['not-sent', faults.status(413), '1,2'],
  ])('describes %s', async (outcome, behaviour, to) => {
    const value = await against(behaviour, ['send', '--to', to, 'Hello']);
    expect(outcome === 'unknown' ? ['unknown', 'partial'] : [outcome]).toContain(value['outcome']);
  });

  it('describes parts, dry runs, sandboxes, findings and media', async () => {
    const long = 'Hello there. '.repeat(700);
    expect(await document(['send', '--to', '1', '--sandbox', '--split', long])).toMatchObject({ sandbox: true });
    expect(await document(['send', '--to', '1,2', '--dry-run', 'Hi'])).toMatchObject({ outcome: 'dry-run' });
    expect(await document(['send', '--to', '+31 6 1234 5678', 'Hi'])).toMatchObject({ outcome: 'invalid' });
    expect(await document(['send', '--payload', '-'], { stdin: '{"messages":{"msg":[{}]}}' })).toMatchObject({
      outcome: 'invalid',
    });
    expect(await document(['send', '--payload', '-'], { stdin: '{' })).toMatchObject({ outcome: 'invalid' });
    const media = ['send-media', '--to', '1', 'https://www.cm.com/a.jpg', '--sandbox'];
    expect(await document(media)).toMatchObject({ command: 'send-media', outcome: 'accepted' });
  });

  it('describes what could not be done at all', async () => {
    expect(await document(['send', '--to', '1'])).toHaveProperty('error');
    expect(await document(['send', '--to', '1', 'Hi', '--no-such-flag'])).toHaveProperty('error');
    const refused = await startFaultServer(faults.acceptAll());
    await refused.close();
    const value = await document(['send', '--to', '1', 'Hi', '--endpoint', refused.url, '--retries', '0']);
    expect(value).toMatchObject({ outcome: 'not-sent' });
  });

  it('refuses what is no such document', () => {
    const good = { version: 1, command: 'send', outcome: 'accepted', endpoint: 'x', messages: [], diagnostics: [] };
    expect(validate(good)).toBe(true);
    for (const changes of [{ version: 2 }, { outcome: 'delivered' }, { messages: [{ to: '1' }] }, { extra: 1 }]) {
      expect(validate({ ...good, ...changes })).toBe(false);
    }
    expect(validate({ ...good, outcome: 'dry-run' })).toBe(false);
  });
});
