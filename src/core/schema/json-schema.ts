import type { JsonObject } from '../payload/payload.js';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = JsonObject;

/** What every published schema begins with. `name` is that of its file, `<name>.schema.json`. */
export function schemaHead(name: string, title: string, description: string): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:cmtelegram:schema:${name}`,
    title,
    description,
  };
}
