import { hasBotToken } from '../channel/bot-token.js';
import type { Finding } from '../diagnostics/diagnostic.js';
import type { JsonObject, JsonValue, Payload } from './payload.js';
import { type KeyShape, type ObjectShape, payloadShape } from './shape.js';
import { suggest } from './suggest.js';

/** A payload in canonical spelling, as far as its shape allows, and what is wrong with the shape. */
export interface PayloadReading {
  /** Absent when there is no list of messages to look at. */
  readonly payload?: Payload;
  /** Paths are spelt as the document spells its keys. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a parsed JSON document as an outbound payload. Never throws: a value of the wrong type is reported and left
 * out, so that whoever reads the payload meets only well-typed values. Objects whose keys are spelt as CM spells them
 * are not copied, which keeps clean payloads of any size cheap. Stops looking when there are `limit` findings.
 */
export function readPayload(document: JsonValue, limit = Number.POSITIVE_INFINITY): PayloadReading {
  const reader = new PayloadReader(limit);
  const root = reader.read(document, { type: 'object', of: payloadShape }) as Payload | undefined;
  if (root?.messages?.msg === undefined) return { findings: reader.findings };
  return { payload: root, findings: reader.findings };
}

const stringShape: KeyShape = { type: 'string' };

class PayloadReader {
  readonly findings: Finding[] = [];
  readonly #limit: number;
  /** The way to the value in hand; it is copied only into findings. */
  readonly #path: (string | number)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  read(value: JsonValue, shape: KeyShape): unknown {
    switch (shape.type) {
      case 'any':
        this.#findBotTokens(value);
        return value;
      case 'string':
        return typeof value === 'string' ? value : this.#reportType(value, 'a string');
      case 'integer':
        return Number.isInteger(value) ? value : this.#reportType(value, 'an integer');
      case 'object':
        if (!isObject(value)) return this.#reportType(value, 'an object');
        return shape.of === undefined ? value : this.#readObject(value, shape.of);
      case 'array':
        return Array.isArray(value) ? this.#readArray(value, shape) : this.#reportType(value, 'an array');
    }
  }

  #readArray(values: readonly JsonValue[], shape: KeyShape): unknown {
    const entry = shape.strings ? stringShape : entryShape(shape);
    let copy: unknown[] | undefined;
    for (let index = 0; index < values.length; index++) {
      const value = values[index] as JsonValue;
      if (this.findings.length >= this.#limit) return copy ?? values.slice(0, index);
      this.#path.push(index);
      const read = this.read(value, entry);
      this.#path.pop();
      if (read === value && copy === undefined) continue;
      copy ??= values.slice(0, index) as unknown[];
      // An entry of the wrong type leaves an empty place, so that the indexes of the others stay true.
      copy.push(read ?? (shape.strings ? '' : {}));
    }
    return copy ?? values;
  }

  #readObject(object: JsonObject, shape: ObjectShape): unknown {
    // What differs from the object as it stands, by the key as it is spelt; undefined leaves the key out.
    let changes: Map<string, unknown> | undefined;
    let required = 0;
    for (const key of Object.keys(object)) {
      const value = object[key] as JsonValue;
      const name = canonicalName(key, shape);
      const keyShape = name === undefined ? undefined : shape.keys[name];
      if (keyShape === undefined) {
        this.#reportUnknownKey(key, value, shape);
        continue;
      }
      if (keyShape.required) required++;
      if (keyShape.otherChannels !== undefined) this.#reportOtherChannels(key, keyShape.otherChannels);
      let read: unknown = value;
      if (keyShape.type !== 'string' || typeof value !== 'string') {
        this.#path.push(key);
        read = this.read(value, keyShape);
        this.#path.pop();
      }
      if (read !== value || name !== key) {
        changes ??= new Map();
        changes.set(key, read);
      }
    }
    if (required < requiredKeys(shape).length) this.#reportMissingKeys(object, shape);
    return changes === undefined ? object : copyObject(object, changes, shape);
  }

  #reportMissingKeys(object: JsonObject, shape: ObjectShape): void {
    const present = new Set(Object.keys(object).map((key) => key.toLowerCase()));
    for (const key of requiredKeys(shape)) {
      if (!present.has(key.toLowerCase())) this.#report('envelope/missing-key', { key });
    }
  }

  #reportOtherChannels(key: string, channels: string): void {
    this.#report('channel/unsupported-key', { key, channels }, key);
  }

  #reportUnknownKey(key: string, value: JsonValue, shape: ObjectShape): void {
    // Poisoned keys have a rule of their own in the syntax area.
    if (!poisoned.includes(key)) {
      this.#report('envelope/unknown-key', { key, suggestion: suggest(key, Object.keys(shape.keys)) ?? '' }, key);
    }
    if (hasBotToken(key)) this.#report('secret/bot-token', {}, key);
    this.#path.push(key);
    this.#findBotTokens(value);
    this.#path.pop();
  }

  #reportType(value: JsonValue, expected: string): undefined {
    this.#report('envelope/wrong-type', { expected, found: describeType(value) });
    this.#findBotTokens(value);
    return undefined;
  }

  /** Looks for secrets where no rule will: in values that are unknown, or not what they should be. */
  #findBotTokens(value: JsonValue): void {
    if (typeof value === 'string') {
      if (hasBotToken(value)) this.#report('secret/bot-token', {});
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) this.#findBotTokensAt(index, value[index]);
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) this.#findBotTokensAt(key, value[key] as JsonValue);
    }
  }

  #findBotTokensAt(step: string | number, value: JsonValue): void {
    if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return;
    this.#path.push(step);
    this.#findBotTokens(value);
    this.#path.pop();
  }

  #report(ruleId: Finding['ruleId'], args: Finding['args'], key?: string): void {
    if (this.findings.length >= this.#limit) return;
    const finding = { ruleId, args, path: key === undefined ? [...this.#path] : [...this.#path, key] };
    this.findings.push(key === undefined ? finding : { ...finding, onKey: true });
  }
}

const poisoned: readonly string[] = ['__proto__', 'constructor', 'prototype'];

function canonicalName(key: string, shape: ObjectShape): string | undefined {
  return Object.hasOwn(shape.keys, key) ? key : shape.canonical.get(key.toLowerCase());
}

/** The object in canonical spelling with the changes applied; of two spellings of one key the later wins. */
function copyObject(object: JsonObject, changes: ReadonlyMap<string, unknown>, shape: ObjectShape): object {
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(object)) {
    const name = canonicalName(key, shape);
    const value = changes.has(key) ? changes.get(key) : object[key];
    if (name === undefined) continue;
    // Also when the later spelling is unusable: the earlier one is not what CM would read either.
    if (value === undefined) delete copy[name];
    else copy[name] = value;
  }
  return copy;
}

const entryShapes = new WeakMap<KeyShape, KeyShape>();

function entryShape(shape: KeyShape): KeyShape {
  let entry = entryShapes.get(shape);
  if (entry === undefined) {
    entry = { type: 'object', ...(shape.of && { of: shape.of }) };
    entryShapes.set(shape, entry);
  }
  return entry;
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

function describeType(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
