import type { Args } from '../rules/rule-info.js';
import { createFinding, type InboundFinding, type InboundFindingId } from './findings.js';

/** The members of an object by lower-case key. A map, so that `__proto__` is a key like any other. */
export type Fields = ReadonlyMap<string, unknown>;

const none: Fields = new Map();

/**
 * Takes values out of foreign JSON without ever failing: a missing or mistyped one becomes empty, and a finding says
 * so. CM's keys are case-insensitive (its Postman collection says so); null counts as absent.
 */
export class FieldReader {
  /** What was found so far, as data. */
  readonly found: { readonly ruleId: InboundFindingId; readonly path: string; readonly args: Args }[] = [];

  /** The same with words; for the end. */
  get findings(): readonly InboundFinding[] {
    return this.found.map(({ ruleId, path, args }) => createFinding(ruleId, path, args));
  }

  /** The members of an object; of keys that differ in case only, the last wins, as in CM's own .NET parsers. */
  fold(value: unknown): Fields {
    if (!isObject(value)) return none;
    const fields = new Map<string, unknown>();
    for (const [key, inner] of Object.entries(value)) {
      if (inner === null) fields.delete(key.toLowerCase());
      else fields.set(key.toLowerCase(), inner);
    }
    return fields;
  }

  object(fields: Fields, key: string, at = ''): Fields {
    const value = fields.get(key.toLowerCase());
    if (value !== undefined && !isObject(value)) this.#wrong(`${at}/${key}`, value, 'an object');
    return this.fold(value);
  }

  list(fields: Fields, key: string, at = ''): readonly unknown[] {
    const value = fields.get(key.toLowerCase());
    if (Array.isArray(value)) return value;
    if (value !== undefined) this.#wrong(`${at}/${key}`, value, 'an array');
    return [];
  }

  /** A string, `''` when absent. A number is taken too: nothing says in which type Telegram's IDs arrive. */
  text(fields: Fields, key: string, at = ''): string {
    const value = fields.get(key.toLowerCase());
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
    const value = fields.get(key.toLowerCase());
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
