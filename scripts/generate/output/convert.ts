import { z } from 'zod';
import type { JsonSchema } from '../../../src/core/schema/json-schema.js';

/** What `--json` prints when a command could not do its work. */
export const failure = z.strictObject({
  version: z.literal(1),
  error: z.strictObject({
    code: z.string().meta({ description: 'Stable, for programs.' }),
    message: z.string(),
    hint: z.string().nullable(),
  }),
});

/** How many there are of something. */
export const count = z.number().int().min(0);
export const severity = z.enum(['error', 'warning', 'info']);
export const time = z.string().meta({ description: 'ISO 8601, UTC.' });

/** A published schema from a shape. */
export function convertSchema(name: string, title: string, shape: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(shape, { io: 'output' });
  return { $schema, $id: `urn:cmtelegram:schema:${name}`, title, ...(clean(rest) as object) } as JsonSchema;
}

/** Without the bounds of integers that follow from their size, and without ids: in JSON Schema `id` is no keyword. */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) => !(key === 'id' && typeof inner === 'string') && Math.abs(inner) !== Number.MAX_SAFE_INTEGER,
      )
      .map(([key, inner]) => [key, clean(inner)]),
  );
}
