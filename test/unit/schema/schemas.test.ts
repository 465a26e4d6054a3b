import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { schemas } from '../../../src/cli/schema/schemas.js';
import { facts } from '../../../src/core/channel/telegram.js';
import { checkPayload } from '../../../src/core/check-payload.js';
import { shapeRules } from '../../../src/core/inbound/check-webhook.js';
import { ruleExamples } from '../../../src/core/rules/examples/index.js';
import type { Sample } from '../../../src/core/rules/examples/rule-example.js';
import { root, runInside } from '../../support/run-cli.js';

const read = (name: string) => readFileSync(`${root}schema/${name}.schema.json`, 'utf8');

function compile(name: string) {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(read(name)));
}

describe('the published schemas', () => {
  it('are those that cmtg schema prints', async () => {
    const files = readdirSync(`${root}schema`).filter((file) => file.endsWith('.schema.json'));
    expect(files.sort()).toEqual(
      Object.keys(schemas)
        .map((name) => `${name}.schema.json`)
        .sort(),
    );
    for (const name of Object.keys(schemas)) {
      const { code, stdout } = await runInside(['schema', name]);
      expect(code).toBe(0);
      expect(JSON.parse(stdout), name).toEqual(JSON.parse(read(name)));
    }
  });

  it.each(Object.keys(schemas))('%s is a valid schema of draft 2020-12', (name) => {
    expect(JSON.parse(read(name)).$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(() => compile(name)).not.toThrow();
  });

  it('are listed, and a misspelt name gets help', async () => {
    const list = await runInside(['schema']);
    for (const name of Object.keys(schemas)) expect(list.stdout).toMatch(new RegExp(`^${name} +\\S`, 'm'));
    const json = JSON.parse((await runInside(['schema', '--json'])).stdout);
    expect(json.schemas.map(({ name }: { name: string }) => name)).toEqual(Object.keys(schemas));
    const wrong = await runInside(['schema', 'paylod']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('Did you mean “payload”?');
    expect((await runInside(['schema', 'toString'])).code).toBe(2);
  });
});

/** The examples of the rules, as far as they are JSON. */
const samples = Object.entries(ruleExamples).flatMap(([id, { bad, good }]) =>
  [bad, good].flatMap((sample): { id: string; text: string }[] => {
    const text = textOf(sample);
    return text === undefined || id === 'syntax/too-large' ? [] : [{ id, text }];
  }),
);

function textOf(sample: Sample): string | undefined {
  if (sample.form === 'json') return sample.text;
  return sample.form === 'generated' ? sample.build() : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('the schema of payloads', () => {
  const validate = compile('payload');
  const payloads = samples.filter(({ id, text }) => !id.startsWith('inbound/') && parse(text) !== undefined);

  it('refuses nothing that cmtg validate has nothing to say about', () => {
    expect(payloads.length).toBeGreaterThan(100);
    for (const { id, text } of payloads) {
      const { diagnostics } = checkPayload(text, { kind: 'payload' });
      if (!validate(parse(text)))
        expect(
          diagnostics.map(({ ruleId }) => ruleId),
          id,
        ).not.toEqual([]);
    }
  });

  it.each([
    'envelope/missing-key',
    'envelope/wrong-type',
    'envelope/unknown-key',
    'envelope/too-many-messages',
    'envelope/too-many-recipients',
    'envelope/empty-list',
    'channel/not-telegram',
    'channel/misspelt',
    'recipient/phone-number',
    'recipient/empty',
    'sender/empty',
    'field/reference',
    'field/grouping',
    'text/too-long',
    'media/caption-too-long',
    'media/url-invalid',
  ] as const)('knows what %s knows', (id) => {
    const { bad, good } = ruleExamples[id];
    expect(validate(parse(textOf(bad) ?? ''))).toBe(false);
    expect(validate(parse(textOf(good) ?? '')), JSON.stringify(validate.errors)).toBe(true);
  });

  it('takes its numbers from the facts', () => {
    const text = read('payload');
    for (const fact of [facts.textLength, facts.captionLength, facts.groupingLength, facts.messagesPerRequest]) {
      expect(text).toMatch(new RegExp(`"(maxLength|maxItems)": ${fact.value}\\b`));
    }
  });

  it('lets a file name its schema', async () => {
    const document = { $schema: './payload.schema.json', messages: { msg: [] } };
    expect(validate(document)).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath)).toEqual(['/messages/msg']);
  });
});

describe('the schema of webhooks', () => {
  /** What the reader of webhooks tells about their shape. A schema sees neither who sends nor what a text says. */
  const alsoShape = new Set<string>([
    'inbound/unknown-envelope',
    'inbound/legacy-envelope',
    'inbound/several-reports',
    'inbound/placeholder',
    'inbound/time-unreadable',
  ]);

  it('agrees with the rules', () => {
    const validate = compile('inbound');
    for (const { id, text } of samples.filter((sample) => sample.id.startsWith('inbound/'))) {
      const seen = ({ ruleId }: { ruleId: string }) => shapeRules.has(ruleId) || alsoShape.has(ruleId);
      const findings = checkPayload(text, { kind: 'webhook' }).diagnostics.filter(seen);
      expect(validate(parse(text)), `${id} ${text}`).toBe(findings.length === 0);
    }
  });
});

describe('the schema of configurations', () => {
  const validate = compile('config');

  it('takes the example of the package', () => {
    const example = readFileSync(`${root}.cmtelegramrc.example`, 'utf8');
    const json = example.replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*[}\]])/g, '$1');
    expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    [{ timeout: 20 }],
    [{ timeuot: '20s' }],
    [{ rules: { 'text/to-long': 'off' } }],
    [{ rules: { 'text/too-long': 'loud' } }],
    [{ journal: { keeep: '3d' } }],
    [{ profiles: { test: { onUnknown: 'maybe' } } }],
    [{ $import: 'other.json' }],
  ])('refuses %j', (document) => {
    expect(validate(document)).toBe(false);
  });

  it('takes every kind of setting', () => {
    const document = {
      $schema: 'x',
      from: '1',
      timeout: '20s',
      strict: true,
      rules: { 'text/too-long': 'off' },
      grouping: ['a'],
      journal: { keep: '30d' },
      profile: 'test',
      profiles: { test: { endpoint: 'https://gw.messaging.cm.com/v1.0/message', journal: { keep: '1d' } } },
    };
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });
});
