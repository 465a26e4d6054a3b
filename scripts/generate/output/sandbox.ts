import { z } from 'zod';
import type { JsonSchema } from '../../../src/core/schema/json-schema.js';
import {
  botMessageSchema,
  deliverySchema,
  exchangeSchema,
  faultsSchema,
  shownSchema,
  userMessageSchema,
} from '../../../src/sandbox/control/schemas.js';
import { convertSchema, failure } from './convert.js';

const ready = z.strictObject({
  type: z.literal('ready'),
  url: z.string().meta({ description: 'Address of the sandbox, without a path, with the real port.' }),
  inspector: z.string().optional().meta({ description: 'Address of the inspector page.' }),
  webhook: z.string().nullable(),
  faults: faultsSchema,
});

const line = z.union([
  ready,
  exchangeSchema.extend({ type: z.literal('request') }),
  botMessageSchema.extend({ type: z.literal('message') }),
  userMessageSchema.extend({ type: z.literal('message') }),
  deliverySchema.extend({ type: z.literal('delivery') }),
  z.strictObject({ type: z.literal('clock'), now: z.number() }),
  z.strictObject({ type: z.literal('faults'), faults: faultsSchema }),
  z.strictObject({ type: z.literal('webhook'), url: z.string().nullable() }),
  z.strictObject({ type: z.enum(['reset', 'stopped']) }),
]);

const problem = z.union([
  z.strictObject({
    kind: z.literal('mismatch'),
    mismatches: z.array(
      z.strictObject({
        what: z.enum(['text', 'pattern', 'media', 'name', 'uri']),
        expected: z.string(),
        received: z.string(),
      }),
    ),
    received: shownSchema,
  }),
  z.strictObject({ kind: z.literal('silence'), waitedMs: z.number(), undelivered: z.array(botMessageSchema) }),
  z.strictObject({ kind: z.literal('unexpected'), received: shownSchema }),
  z.strictObject({ kind: z.literal('nothing-to-answer') }),
  z.strictObject({ kind: z.literal('impossible'), message: z.string() }),
]);

const script = z.strictObject({
  version: z.literal(1),
  command: z.literal('chat'),
  file: z.string(),
  name: z.string(),
  outcome: z.enum(['passed', 'failed']),
  steps: z.array(
    z.strictObject({
      label: z.string(),
      line: z.number().int(),
      column: z.number().int(),
      outcome: z.enum(['passed', 'failed', 'skipped']),
      tookMs: z.number(),
      received: shownSchema.optional(),
      problem: problem.optional(),
    }),
  ),
});

/** A script's result, or every message of a typed conversation, those of the person included. */
const chat = z.union([
  script,
  botMessageSchema.extend({ type: z.literal('message') }),
  userMessageSchema.extend({ type: z.literal('message') }),
  failure,
]);

/** What `cmtg sandbox --json` and `cmtg chat --json` print, by the name of the schema. */
export function buildSandboxSchemas(): readonly (readonly [name: string, schema: JsonSchema])[] {
  return [
    ['sandbox', convertSchema('sandbox', 'One line of cmtg sandbox --json', z.union([line, failure]))],
    ['chat', convertSchema('chat', 'Output of cmtg chat --script --json, or a line of cmtg chat --json', chat)],
  ];
}
