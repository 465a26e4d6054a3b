import type { Finding, Path } from '../diagnostics/diagnostic.js';
import type { JsonObject, JsonValue, Payload } from './payload.js';
import { type KeyShape, type ObjectShape, payloadShape } from './shape.js';
import { suggest } from './suggest.js';

/** A payload in canonical spelling, as far as its shape allows, and what is wrong with the shape. */
export interface PayloadReading {
  /** Absent when there is no list of messages to look at. */
  readonly payload?: Payload;
  readonly findings: readonly Finding[];
}

/**
 * Reads a parsed JSON document as an outbound payload. Never throws: a value of the wrong type is reported and left
 * out, so that whoever reads the payload meets only well-typed values. Objects whose keys are spelt as CM spells them
 * are not copied, which keeps clean payloads of any size cheap.
 */
export function readPayload(document: JsonValue): PayloadReading {
  const findings: Finding[] = [];
  const root = readValue(document, { type: 'object', of: payloadShape }, [], findings) as Payload | undefined;
  if (root?.messages?.msg === undefined) return { findings };
  return { payload: root, findings };
}

function readValue(value: JsonValue, shape: KeyShape, path: Path, findings: Finding[]): unknown {
  switch (shape.type) {
    case 'any':
      return value;
    case 'string':
      return typeof value === 'string' ? value : reportType(value, 'a string', path, findings);
    case 'integer':
      return Number.isInteger(value) ? value : reportType(value, 'an integer', path, findings);
    case 'object':
      if (!isObject(value)) return reportType(value, 'an object', path, findings);
      return shape.of === undefined ? value : readObject(value, shape.of, path, findings);
    case 'array':
      if (!Array.isArray(value)) return reportType(value, 'an array', path, findings);
      return readArray(value, shape, path, findings);
  }
}

function readArray(values: readonly JsonValue[], shape: KeyShape, path: Path, findings: Finding[]): unknown {
  const entry: KeyShape = shape.strings ? { type: 'string' } : { type: 'object', ...(shape.of && { of: shape.of }) };
  let copy: unknown[] | undefined;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as JsonValue;
    const read = readValue(value, entry, [...path, index], findings);
    if (read === value && copy === undefined) continue;
    copy ??= values.slice(0, index) as unknown[];
    // An entry of the wrong type leaves an empty place, so that the indexes of the others stay true.
    copy.push(read ?? (shape.strings ? '' : {}));
  }
  return copy ?? values;
}

function readObject(object: JsonObject, shape: ObjectShape, path: Path, findings: Finding[]): unknown {
  // What differs from the object as it stands, by the key as it is spelt; undefined leaves the key out.
  const changes = new Map<string, unknown>();
  const keys = Object.keys(object);
  let required = 0;
  for (const key of keys) {
    const name = canonicalName(key, shape);
    const keyShape = name === undefined ? undefined : shape.keys[name];
    if (keyShape === undefined) {
      reportUnknownKey(key, shape, path, findings);
      continue;
    }
    if (keyShape.required) required++;
    if (keyShape.otherChannels !== undefined) reportOtherChannels(key, keyShape.otherChannels, path, findings);
    const value = object[key] as JsonValue;
    const read = isCleanString(value, keyShape) ? value : readValue(value, keyShape, [...path, key], findings);
    if (read !== value || name !== key) changes.set(key, read);
  }
  if (required < requiredKeys(shape).length) reportMissingKeys(object, shape, path, findings);
  return changes.size === 0 ? object : copyObject(object, changes, shape);
}

function canonicalName(key: string, shape: ObjectShape): string | undefined {
  return Object.hasOwn(shape.keys, key) ? key : shape.canonical.get(key.toLowerCase());
}

/** The object in canonical spelling with the changes applied; of two spellings of one key the later wins. */
function copyObject(object: JsonObject, changes: ReadonlyMap<string, unknown>, shape: ObjectShape): object {
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(object)) {
    const name = canonicalName(key, shape);
    const value = changes.has(key) ? changes.get(key) : object[key];
    if (name !== undefined && value !== undefined) copy[name] = value;
  }
  return copy;
}

/** The most frequent case by far, decided without building a path. */
function isCleanString(value: JsonValue, shape: KeyShape): boolean {
  return shape.type === 'string' && typeof value === 'string';
}

const requiredByShape = new WeakMap<ObjectShape, readonly string[]>();

function requiredKeys(shape: ObjectShape): readonly string[] {
  let required = requiredByShape.get(shape);
  if (required === undefined) {
    required = Object.keys(shape.keys).filter((key) => shape.keys[key]?.required);
    requiredByShape.set(shape, required);
  }
  return required;
}

function reportMissingKeys(object: JsonObject, shape: ObjectShape, path: Path, findings: Finding[]): void {
  const present = new Set(Object.keys(object).map((key) => key.toLowerCase()));
  for (const key of requiredKeys(shape)) {
    if (!present.has(key.toLowerCase())) findings.push({ ruleId: 'envelope/missing-key', path, args: { key } });
  }
}

function reportOtherChannels(key: string, channels: string, path: Path, findings: Finding[]): void {
  findings.push({ ruleId: 'channel/unsupported-key', path: [...path, key], args: { key, channels }, onKey: true });
}

function reportUnknownKey(key: string, shape: ObjectShape, path: Path, findings: Finding[]): void {
  // `__proto__` has a rule of its own in the syntax area.
  if (key === '__proto__') return;
  const suggestion = suggest(key, Object.keys(shape.keys));
  findings.push({
    ruleId: 'envelope/unknown-key',
    path: [...path, key],
    args: { key, suggestion: suggestion ?? '' },
    onKey: true,
  });
}

function reportType(value: JsonValue, expected: string, path: Path, findings: Finding[]): undefined {
  findings.push({ ruleId: 'envelope/wrong-type', path, args: { expected, found: describeType(value) } });
  return undefined;
}

function describeType(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
