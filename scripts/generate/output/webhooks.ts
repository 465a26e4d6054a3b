import { z } from 'zod';
import listen from '../../../schema/listen.schema.json' with { type: 'json' };
import { triggerKinds } from '../../../src/core/inbound/synthetic/trigger-kinds.js';
import type { JsonSchema } from '../../../src/core/schema/json-schema.js';
import { convertSchema, count, failure, time } from './convert.js';

const id = z.string().meta({ description: 'Id of the webhook.' });
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'Of the body.' });
const status = z.number().int().nullable().meta({ description: 'Null when no complete answer came.' });
const ms = z.number().int();
const sealed = {
  seq: z.number().int().min(1).meta({ description: 'Number of the line.' }),
  crc: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .meta({ description: 'CRC-32 of everything before ,"crc" in the line, as UTF-8.' }),
};

const received = {
  type: z.literal('webhook'),
  id,
  receivedAt: time,
  method: z.string(),
  path: z.string().meta({ description: 'As in the request line, query included.' }),
  headers: z.array(z.array(z.string()).length(2)).meta({ description: 'Name and value, as in the request.' }),
};
const duplicateOf = z.string().nullable().meta({ description: 'Id of a recent webhook with the same body.' });
const raw = z.string().meta({ description: 'The body.' });
const rawBase64 = z.string().meta({ description: 'The body, when it is not valid UTF-8.' });

const answer = z.strictObject({
  type: z.literal('answer'),
  id,
  replay: z.literal(true).optional().meta({ description: 'Sent again from the inspector.' }),
  target: z.string(),
  status,
  ms,
  bytes: count,
  sha256,
  body: z.string().optional().meta({ description: 'When it is short and valid UTF-8.' }),
  error: z.string().nullable(),
  ...sealed,
});

const journalLine = z.union([
  z.strictObject({ ...received, raw, duplicateOf, ...sealed }),
  z.strictObject({ ...received, rawBase64, duplicateOf, ...sealed }),
  answer,
]);

const journal = z.union([
  z.strictObject({
    version: z.literal(1),
    command: z.literal('journal list'),
    folder: z.string().nullable().meta({ description: 'Null with --journal.' }),
    journals: z.array(
      z.strictObject({
        file: z.string(),
        bytes: count,
        webhooks: count,
        damaged: count.meta({ description: 'Lines whose checksum or form is wrong.' }),
        first: time.nullable(),
        last: time.nullable(),
      }),
    ),
  }),
  z.strictObject({
    version: z.literal(1),
    command: z.literal('journal purge'),
    folder: z.string(),
    removed: count,
    left: count,
  }),
  failure,
]);

const kind = z.enum(['message', 'event', 'status', 'unknown']);

const replay = z.union([
  z.strictObject({
    version: z.literal(1),
    command: z.literal('replay'),
    to: z.string(),
    webhooks: z
      .array(
        z.strictObject({
          id,
          receivedAt: time,
          kind,
          recorded: z
            .strictObject({ target: z.string(), status: z.number().int(), sha256 })
            .nullable()
            .meta({ description: 'The answer that listen --forward kept.' }),
          differs: z.boolean().nullable().meta({ description: 'Null without a recorded answer.' }),
          status,
          ms,
          sha256,
          error: z.string().nullable(),
        }),
      )
      .max(10_000)
      .meta({ description: 'The first of them; totals count all.' }),
    missing: z.array(z.string()).meta({ description: 'Ids that are in no journal.' }),
    totals: z.strictObject({ sent: count, differ: count, failed: count, missing: count }),
  }),
  failure,
]);

const triggerKind = z.enum(triggerKinds as [string, ...string[]]);
const standing = z.enum(['documented', 'assumed']);

const trigger = z.union([
  z.strictObject({
    version: z.literal(1),
    command: z.literal('trigger'),
    to: z.string(),
    webhooks: z
      .array(z.strictObject({ kind: triggerKind, standing, status, ms, error: z.string().nullable() }))
      .max(10_000)
      .meta({ description: 'The first of them; totals count all.' }),
    totals: z.strictObject({ posted: count, ok: count, refused: count, unreachable: count }),
  }),
  z
    .strictObject({
      version: z.literal(1),
      command: z.literal('trigger'),
      kinds: z.array(z.strictObject({ kind: triggerKind, summary: z.string(), standing, basis: z.string() })),
    })
    .meta({ description: 'With --list.' }),
  failure,
]);

/** Lines of a journal, and what the commands print that read and post webhooks. */
export function buildWebhookSchemas(): readonly (readonly [name: string, schema: JsonSchema])[] {
  return [
    ['journal-line', convertSchema('journal-line', 'One line of a journal of cmtg listen', journalLine)],
    ['journal', withWebhook(convertSchema('journal', 'Output of cmtg journal list, show and purge --json', journal))],
    ['replay', convertSchema('replay', 'Output of cmtg replay --json', replay)],
    ['trigger', convertSchema('trigger', 'Output of cmtg trigger --json', trigger)],
  ];
}

type Definitions = Readonly<Record<string, object>>;

/** `journal show` writes webhooks as the listener does: its definitions are used here, too. */
function withWebhook(schema: JsonSchema): JsonSchema {
  const definitions: Definitions = listen.$defs;
  const wanted = new Set(['webhook']);
  for (const name of wanted) {
    for (const [, inner = ''] of JSON.stringify(definitions[name]).matchAll(/"#\/\$defs\/([^"]+)"/g)) wanted.add(inner);
  }
  return {
    ...schema,
    anyOf: [...(schema['anyOf'] as JsonSchema[]), { $ref: '#/$defs/webhook' }],
    $defs: Object.fromEntries([...wanted].map((name) => [name, definitions[name]])),
  } as JsonSchema;
}
