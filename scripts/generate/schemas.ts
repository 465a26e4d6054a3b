import { buildConfigSchema } from '../../src/config/config-schema.js';
import { buildInboundSchema } from '../../src/core/schema/inbound-schema.js';
import type { JsonSchema } from '../../src/core/schema/json-schema.js';
import { buildPayloadSchema } from '../../src/core/schema/payload-schema.js';
import { buildSandboxSchemas } from './sandbox-schemas.js';

/** The schemas that follow from tables, by name. Those of the commands’ output are written by hand in schema/. */
export function buildSchemas(): ReadonlyMap<string, JsonSchema> {
  return new Map([
    ['payload', buildPayloadSchema()],
    ['inbound', buildInboundSchema()],
    ['config', buildConfigSchema()],
    ...buildSandboxSchemas(),
  ]);
}
