import { z } from 'zod';
import type { JsonSchema } from '../../../src/core/schema/json-schema.js';
import { convertSchema, failure, severity } from './convert.js';

const text = z.string();
const place = { line: z.number().int().optional(), column: z.number().int().optional() };
const origin = z.union([
  z.strictObject({ kind: z.literal('default') }),
  z.strictObject({ kind: z.enum(['user-file', 'project-file']), file: text, ...place, profile: text.optional() }),
  z.strictObject({ kind: z.enum(['environment', 'flag']), name: text }),
]);
const value = z
  .union([text, z.number(), z.boolean(), z.array(text), z.record(text, text)])
  .nullable()
  .meta({ description: 'As it would stand in a file; null when not set; a secret as a word that says it is set.' });

const settings = z.union([
  z
    .strictObject({
      version: z.literal(1),
      files: z.array(text).meta({ description: 'The files that were read, lowest layer first.' }),
      profiles: z.array(text),
      settings: z.array(z.strictObject({ key: text, value, origin })),
      warnings: z.array(
        z.strictObject({
          code: z.enum(['unknown-key', 'unknown-rule', 'unknown-variable', 'ignored-file', 'token-shape']),
          message: text,
          file: text.optional(),
          ...place,
          suggestion: text.optional(),
        }),
      ),
    })
    .meta({ description: 'cmtg config, cmtg config list' }),
  z
    .strictObject({ version: z.literal(1), key: text, value, origin: origin.nullable() })
    .meta({ description: 'cmtg config get' }),
  z
    .strictObject({ version: z.literal(1), key: text, file: text, changed: z.boolean() })
    .meta({ description: 'cmtg config set, cmtg config unset' }),
  z
    .strictObject({
      version: z.literal(1),
      files: z.array(
        z.strictObject({
          kind: z.enum(['user-file', 'project-file']),
          file: text.nullable().meta({ description: 'Null when there is none.' }),
          folder: text.nullable().meta({ description: 'Where one would be looked for.' }),
        }),
      ),
    })
    .meta({ description: 'cmtg config path' }),
  failure,
]);

const init = z.union([
  z.strictObject({
    version: z.literal(1),
    from: text.meta({ description: 'The bot ID.' }),
    keep: z.enum(['user', 'file', 'project', 'none']),
    files: z.array(text).meta({ description: 'What was written.' }),
    token: z.boolean().meta({ description: 'Whether a product token is known now.' }),
  }),
  failure,
]);

const sample = z.strictObject({
  note: text.optional(),
  language: z.enum(['json', 'jsonl', 'csv', 'text']).optional(),
  text: text.optional(),
});
const fact = z.strictObject({
  id: text,
  value: z.unknown(),
  unit: text,
  appliesTo: text,
  by: z.array(z.enum(['cm', 'telegram', 'assumed'])),
  source: text,
  read: text.meta({ description: 'When the source was read, YYYY-MM-DD.' }),
  note: text.optional(),
});
const rules = z.union([
  z.strictObject({
    version: z.literal(1),
    rules: z.array(z.strictObject({ id: text, severity, title: text, docs: text })),
  }),
  z
    .strictObject({
      version: z.literal(1),
      rule: z.strictObject({
        id: text,
        title: text,
        severity,
        message: text.nullable().meta({ description: 'What it says about the bad example.' }),
        help: text,
        why: text,
        facts: z.array(fact),
        sources: z.array(text),
        bad: sample,
        good: sample,
        docs: text,
      }),
    })
    .meta({ description: 'cmtg rules ID' }),
  failure,
]);

const limits = z.union([
  z.strictObject({
    version: z.literal(1),
    limits: z.array(
      fact.extend({
        topic: text,
        standing: z
          .enum(['documented', 'assumed'])
          .meta({ description: 'assumed: nobody documents it, cmtg infers it.' }),
      }),
    ),
  }),
  failure,
]);

const schemas = z.union([
  z.strictObject({
    version: z.literal(1),
    schemas: z.array(z.strictObject({ name: text, describes: text })),
  }),
  failure,
]);

const completion = z.union([
  z.strictObject({ version: z.literal(1), shell: z.enum(['bash', 'zsh', 'fish', 'pwsh']), script: text }),
  failure,
]);

/** What the commands print that set cmtg up and tell about it. */
export function buildSetUpSchemas(): readonly (readonly [name: string, schema: JsonSchema])[] {
  return [
    ['settings', convertSchema('settings', 'Output of cmtg config … --json', settings)],
    ['init', convertSchema('init', 'Output of cmtg init --json', init)],
    ['rules', convertSchema('rules', 'Output of cmtg rules --json', rules)],
    ['limits', convertSchema('limits', 'Output of cmtg limits --json', limits)],
    ['schemas', convertSchema('schemas', 'Output of cmtg schema --json', schemas)],
    ['completion', convertSchema('completion', 'Output of cmtg completion --json', completion)],
  ];
}
