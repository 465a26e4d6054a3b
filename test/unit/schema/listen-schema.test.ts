import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../../src/core/inbound/parse-webhook.js';
import { createSyntheticWebhook } from '../../../src/core/inbound/synthetic/create-webhook.js';
import { triggers } from '../../../src/core/inbound/synthetic/trigger-kinds.js';
import { toJsonWebhook } from '../../../src/render/webhook-json.js';
import { buildReceivedWebhook } from '../../../src/webhook/received-webhook.js';
import { root } from '../../support/run-cli.js';

const schema = JSON.parse(readFileSync(`${root}schema/listen.schema.json`, 'utf8'));
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(
  schema,
);

/** The line that `listen --json` writes for a body. */
function line(body: string | Uint8Array): unknown {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const webhook = buildReceivedWebhook({
    id: 'k3f9q2-1',
    receivedAt: '2027-01-01T00:00:00.000Z',
    method: 'POST',
    path: '/?a=b',
    rawHeaders: ['Content-Type', 'application/json', 'X-A', '1', 'X-A', '2'],
    body: bytes,
    duplicateOf: undefined,
    seq: 1,
  });
  return JSON.parse(JSON.stringify(toJsonWebhook({ webhook, parsed: parseWebhook(bytes) })));
}

function check(value: unknown): void {
  expect(validate(value), `${JSON.stringify(validate.errors)} ${JSON.stringify(value)}`).toBe(true);
}

describe('the schema of listen --json', () => {
  it('describes every kind of webhook that can be made up', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (const kind of Object.keys(triggers) as (keyof typeof triggers)[]) {
      for (let index = 0; index < 5; index++) {
        check(line(createSyntheticWebhook({ kind, index, now: Date.UTC(2027, 0, 1), random }).body));
      }
    }
  });

  it.each([
    '',
    'x',
    '[]',
    '<xml/>',
    '{}',
    '{"messages":{"msg":[{"from":"1","allowedChannels":[]}]}}',
    '{"message":{"text":1},"from":5}',
    '{"messages":{"msg":{"status":{"code":"x"}}}}',
    '{"event":{"type":"A","custom":{"a":1}}}',
    '{"from":"1","to":"2","body":"hi","reference":"r"}',
    `${'['.repeat(5000)}`,
  ])('describes %j', (body) => check(line(body)));

  it('describes a body that is no text', () => check(line(Uint8Array.of(0xff, 0xfe, 0x00))));

  it('describes the first and the last line, and refuses others', () => {
    check({ type: 'ready', url: 'http://127.0.0.1:8080', journal: null });
    check({ type: 'stopped' });
    check({ version: 1, error: { code: 'x', message: 'y', hint: null } });
    expect(validate({ type: 'ready' })).toBe(false);
    expect(validate({ type: 'other' })).toBe(false);
    expect(validate({ ...(line('{}') as object), raw: undefined })).toBe(false);
  });
});
