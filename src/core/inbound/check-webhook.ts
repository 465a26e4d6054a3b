import { facts } from '../channel/telegram.js';
import type { Finding, Path } from '../diagnostics/diagnostic.js';
import type { JsonObject, JsonValue } from '../payload/payload.js';
import { type WebhookField, type WebhookFields, webhookShapes } from './webhook-shape.js';

/** What CM posts: a message of a person, an event, or a status report. */
export type WebhookKind = 'message' | 'event' | 'status';

/** The kind of body that a document has the shape of; undefined when it has none. CM's keys are case-insensitive. */
export function recognizeWebhook(document: JsonValue): WebhookKind | undefined {
  if (isObject(read(document, 'event'))) return 'event';
  if (isObject(read(document, 'message'))) return 'message';
  const msg = read(read(document, 'messages'), 'msg');
  // An outbound payload whose list was forgotten has an object here too, but neither of these.
  return read(msg, 'status') !== undefined || read(msg, 'received') !== undefined ? 'status' : undefined;
}

/**
 * Checks the body of a webhook for what CM documents about it. Paths are spelt as the document spells its keys. A kind of
 * undefined says that the shape is none of CM's.
 */
export function checkWebhook(document: JsonValue, kind: WebhookKind | undefined): Finding[] {
  const findings: Finding[] = [];
  if (kind === undefined) return [{ ruleId: 'inbound/unknown-envelope', path: [], args: {} }];
  checkFields(document, webhookShapes[kind], [], findings);
  return findings;
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
    report('inbound/wrong-type', { expected, found: typeOf(value) });
    return;
  }
  if (field.keys !== undefined) checkFields(value, field.keys, path, findings);
  if (field.rule === 'groupings' && Array.isArray(value) && value.length !== facts.groupingCount.value) {
    report('inbound/groupings', { count: value.length, expected: facts.groupingCount.value });
  }
  if (field.rule === 'time-utc' && !isTimeUtc(String(value))) report('inbound/time-format', { value: String(value) });
  if (field.rule === 'status-code' && !/^[0-4]$/.test(String(value))) {
    report('inbound/status-code', { value: String(value) });
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
