import { facts } from '../channel/telegram.js';
import { type WebhookField, type WebhookFields, webhookShapes } from '../inbound/webhook-shape.js';
import type { JsonObject } from '../payload/payload.js';
import { type JsonSchema, schemaHead } from './json-schema.js';

/** The bodies of CM’s webhooks: a message, an event or a status report. */
export function buildInboundSchema(): JsonSchema {
  return {
    ...schemaHead(
      'inbound',
      'Body of a webhook of CM.com’s Business Messaging API',
      'Assumed for Telegram: CM documents these bodies for its other channels and none for Telegram. Keys are case-insensitive.',
    ),
    // A status report has neither of the two, and an event no message.
    anyOf: (['message', 'event', 'status'] as const).map((kind) => ({
      title: kind,
      ...buildObject(webhookShapes[kind]),
    })),
  };
}

function buildObject(fields: WebhookFields): JsonObject {
  const required = Object.keys(fields).filter((key) => fields[key]?.always);
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, buildField(field)])),
    ...(required.length === 0 ? {} : { required }),
  };
}

function buildField(field: WebhookField): JsonObject {
  switch (field.type) {
    case 'object':
      return field.keys === undefined ? { type: 'object' } : buildObject(field.keys);
    case 'strings': {
      const count = facts.groupingCount.value;
      return {
        type: 'array',
        items: { type: 'string' },
        ...(field.rule === 'groupings' ? { minItems: count, maxItems: count } : {}),
      };
    }
    default:
      return { type: 'string', ...patternOf(field.rule) };
  }
}

function patternOf(rule: WebhookField['rule']): JsonObject {
  if (rule === 'time-utc') return { pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$' };
  return rule === 'status-code' ? { pattern: '^[0-4]$' } : {};
}
