import { buildRefusal, type Refusal } from './refusal.js';

/** The members of an object, keys in lower case. */
export type Fields = ReadonlyMap<string, unknown>;

/** Takes typed values out of folded objects and remembers the first one of a wrong type. */
export class FieldReader {
  fault: Refusal | undefined;

  /** Keys in lower case, null as absent, the last of equal keys winning. A map, so that `__proto__` is a key like any other. */
  fold(value: unknown, where: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.#wrong(where, 'an object');
      return new Map();
    }
    const fields = new Map<string, unknown>();
    for (const [key, inner] of Object.entries(value)) {
      if (inner === null) fields.delete(key.toLowerCase());
      else fields.set(key.toLowerCase(), inner);
    }
    return fields;
  }

  object(fields: Fields, key: string, where: string): Fields {
    const value = fields.get(key.toLowerCase());
    return value === undefined ? new Map() : this.fold(value, where);
  }

  list(fields: Fields, key: string, where: string): readonly unknown[] | undefined {
    const value = fields.get(key.toLowerCase());
    if (value === undefined || Array.isArray(value)) return value;
    return this.#wrong(where, 'an array');
  }

  text(fields: Fields, key: string, where: string): string | undefined {
    const value = fields.get(key.toLowerCase());
    if (value === undefined || typeof value === 'string') return value;
    return this.#wrong(where, 'a string');
  }

  number(fields: Fields, key: string, at: string): number | undefined {
    const value = fields.get(key.toLowerCase());
    if (value === undefined || typeof value === 'number') return value;
    return this.#wrong(`${at}.${key}`, 'a number');
  }

  texts(fields: Fields, key: string, where: string): readonly string[] | undefined {
    const list = this.list(fields, key, where);
    if (list?.every((value) => typeof value === 'string')) return list as readonly string[];
    return list && this.#wrong(where, 'an array of strings');
  }

  #wrong(where: string, expected: string): undefined {
    this.fault ??= buildRefusal('type-wrong', { where, expected });
  }
}
