import { facts } from '../channel/telegram.js';
import type { Finding, Path } from '../diagnostics/diagnostic.js';
import type { FindingToLocate } from '../diagnostics/locate.js';
import type { JsonObject, JsonValue } from '../payload/payload.js';
import { FieldReader } from './field-reader.js';
import type { InboundFindingId } from './findings.js';
import { isPlaceholder } from './parse-status.js';
import { readTime } from './parse-time.js';
import { readWebhook } from './parse-webhook.js';
import { pointerToPath } from './pointer.js';
import { type WebhookField, type WebhookFields, type WebhookKind, webhookShapes } from './webhook-shape.js';

/** The kind of body that a document has the shape of; undefined when it has none. CM's keys are case-insensitive. */
export function recognizeWebhook(document: JsonValue): WebhookKind | undefined {
  if (isObject(read(document, 'message'))) return 'message';
  if (isObject(read(document, 'event'))) return 'event';
  const msg = read(read(document, 'messages'), 'msg');
  // An outbound payload whose list was forgotten has an object here too, but neither of these.
  return read(msg, 'status') !== undefined || read(msg, 'received') !== undefined ? 'status' : undefined;
}

/** Rules about the shape of a body that CM documents. A reader of webhooks takes more than these allow. */
export const shapeRules: ReadonlySet<string> = new Set<InboundFindingId>([
  'inbound/missing-key',
  'inbound/wrong-type',
  'inbound/number-as-number',
  'inbound/groupings',
  'inbound/time-format',
  'inbound/status-code',
]);

/**
 * Checks the body of a webhook for what CM documents about it, and for what its reader finds besides. A kind of undefined
 * says that it has none of the documented shapes; the reader may know it all the same.
 */
export function checkWebhook(document: JsonValue, kind: WebhookKind | undefined): FindingToLocate[] {
  const findings: Finding[] = [];
  if (kind !== undefined) checkFields(document, webhookShapes[kind], [], findings);
  const toLocate = findings.map((finding) => ({ finding, spelt: true }));
  const reader = new FieldReader();
  readWebhook(document, reader);
  for (const { ruleId, path, args } of reader.found) {
    if (kind !== undefined && shapeRules.has(ruleId)) continue;
    toLocate.push({ finding: { ruleId, path: pointerToPath(path), args }, spelt: false });
  }
  return toLocate;
}

function checkFields(object: JsonValue, fields: WebhookFields, path: Path, findings: Finding[]): void {
  if (!isObject(object)) return;
  for (const [name, field] of Object.entries(fields)) {
    const key = findKey(object, name);
    const value = key === undefined ? undefined : object[key];
    if (key === undefined || value === undefined) {
      if (field.always) findings.push({ ruleId: 'inbound/missing-key', path, args: { key: name } });
    } else checkValue(value, field, [...path, key], findings);
  }
}

function checkValue(value: JsonValue, field: WebhookField, path: Path, findings: Finding[]): void {
  const report = (ruleId: Finding['ruleId'], args: Finding['args']) => void findings.push({ ruleId, path, args });
  if (!hasType(value, field.type)) {
    const expected = { string: 'a string', object: 'an object', strings: 'an array of strings' }[field.type];
    if (field.type === 'string' && typeof value === 'number') report('inbound/number-as-number', {});
    else report('inbound/wrong-type', { expected, found: typeOf(value) });
    return;
  }
  if (field.keys !== undefined) checkFields(value, field.keys, path, findings);
  if (field.rule === 'groupings' && Array.isArray(value) && value.length !== facts.groupingCount.value) {
    report('inbound/groupings', { count: value.length, expected: facts.groupingCount.value });
  }
  const text = String(value);
  // What is no time at all, and what is a field of a template, the reader of the webhook tells.
  if (field.rule === 'time-utc' && !isTimeUtc(text) && !Number.isNaN(readTime(text))) {
    report('inbound/time-format', { value: text });
  }
  if (field.rule === 'status-code' && !/^[0-4]$/.test(text) && !isPlaceholder(text)) {
    report('inbound/status-code', { value: text });
  }
}

/** `yyyy-MM-ddTHH:mm:ss`, without zone and without fraction, and a date that exists. Source: "incoming-messages". */
export function isTimeUtc(value: string): boolean {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;
  const milliseconds = form.test(value) ? Date.parse(`${value}Z`) : Number.NaN;
  // A day that a month does not have is moved into the next month instead of refused.
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(value);
}

function hasType(value: JsonValue, type: WebhookField['type']): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'object') return isObject(value);
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value))
    return value.every((entry) => typeof entry === 'string') ? 'an array' : 'an array of other values';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function read(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (!isObject(value)) return undefined;
  const key = findKey(value, name);
  return key === undefined ? undefined : value[key];
}

function findKey(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(object).findLast((key) => key.toLowerCase() === lower);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
