import { buildConfigSchema } from '../../src/config/config-schema.js';
import { buildInboundSchema } from '../../src/core/schema/inbound-schema.js';
import type { JsonSchema } from '../../src/core/schema/json-schema.js';
import { buildPayloadSchema } from '../../src/core/schema/payload-schema.js';
import { buildBulkSchemas } from './output/bulk.js';
import { buildSandboxSchemas } from './output/sandbox.js';
import { buildSetUpSchemas } from './output/set-up.js';
import { buildWebhookSchemas } from './output/webhooks.js';

/** The schemas that are made, by name. A few of the commands’ output are written by hand in schema/. */
export function buildSchemas(): ReadonlyMap<string, JsonSchema> {
  return new Map([
    ['payload', buildPayloadSchema()],
    ['inbound', buildInboundSchema()],
    ['config', buildConfigSchema()],
    ...buildSandboxSchemas(),
    ...buildWebhookSchemas(),
    ...buildBulkSchemas(),
    ...buildSetUpSchemas(),
  ]);
}
