import type { Args } from '../rules/rule-info.js';
import { createFinding, type InboundFinding, type InboundFindingId } from './findings.js';

/**
 * The members of an object, found whatever the case of their keys; of keys that differ in case only, the last counts, as
 * in CM's own .NET parsers. Null counts as absent. A view: a webhook has a dozen keys, and a copy by lower-case key costs
 * more than looking through them.
 */
export class Fields {
  readonly #object: Readonly<Record<string, unknown>>;
  readonly #keys: readonly string[];

  constructor(object: Readonly<Record<string, unknown>>) {
    this.#object = object;
    this.#keys = Object.keys(object);
  }

  /** The value under a key, which is given as CM spells it. */
  get(name: string): unknown {
    const keys = this.#keys;
    for (let i = keys.length - 1; i >= 0; i--) {
      const key = keys[i] ?? '';
      if (key === name || (key.length === name.length && isSameButCase(key, name)))
        return this.#object[key] ?? undefined;
    }
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** The keys in lower case, each once. */
  keys(): readonly string[] {
    const keys = new Set(this.#keys.map((key) => key.toLowerCase()));
    return [...keys].filter((key) => this.has(key));
  }
}

/** The first letters tell most keys apart; only then is it worth making copies. */
function isSameButCase(key: string, name: string): boolean {
  return ((key.charCodeAt(0) ^ name.charCodeAt(0)) | 0x20) === 0x20 && key.toLowerCase() === name.toLowerCase();
}

const none = new Fields({});

/**
 * Takes values out of foreign JSON without ever failing: a missing or mistyped one becomes empty, and a finding says
 * so. CM's keys are case-insensitive (its Postman collection says so).
 */
export class FieldReader {
  /** What was found so far, as data. */
  readonly found: { readonly ruleId: InboundFindingId; readonly path: string; readonly args: Args }[] = [];

  /** The same with words; for the end. */
  get findings(): readonly InboundFinding[] {
    return this.found.map(({ ruleId, path, args }) => createFinding(ruleId, path, args));
  }

  /** The members of an object; anything else has none. */
  fold(value: unknown): Fields {
    return isObject(value) ? new Fields(value) : none;
  }

  object(fields: Fields, key: string, at = ''): Fields {
    const value = fields.get(key);
    if (value !== undefined && !isObject(value)) this.#wrong(`${at}/${key}`, value, 'an object');
    return this.fold(value);
  }

  list(fields: Fields, key: string, at = ''): readonly unknown[] {
    const value = fields.get(key);
    if (Array.isArray(value)) return value;
    if (value !== undefined) this.#wrong(`${at}/${key}`, value, 'an array');
    return [];
  }

  /** A string, `''` when absent. A number is taken too: nothing says in which type Telegram's IDs arrive. */
  text(fields: Fields, key: string, at = ''): string {
    const value = fields.get(key);
    if (typeof value === 'string') return value;
    if (typeof value === 'number') {
      this.find('inbound/number-as-number', `${at}/${key}`);
      return String(value);
    }
    if (value !== undefined) this.#wrong(`${at}/${key}`, value, 'a string');
    return '';
  }

  /** A finite number, null when absent. Numbers in strings are taken too. */
  number(fields: Fields, key: string, at = ''): number | null {
    const value = fields.get(key);
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,20})?$/.test(value)) return Number(value);
    if (value !== undefined) this.#wrong(`${at}/${key}`, value, 'a number');
    return null;
  }

  find(ruleId: InboundFindingId, path: string, args: Args = {}): void {
    // A hostile body must not grow a long list.
    if (this.found.length < 20) this.found.push({ ruleId, path, args });
  }

  #wrong(path: string, value: unknown, expected: string): void {
    this.find('inbound/wrong-type', path, { found: nameType(value), expected });
  }
}

/** A JSON object, not an array and not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameType(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
