import { configError } from '../../config/config-error.js';
import { type ConfigNode, positionAt, toPlain } from '../../config/config-node.js';
import { parseDuration } from '../../core/duration.js';

export type MapNode = Extract<ConfigNode, { kind: 'map' }>;

/** Takes values out of the tree of one script. What is not as it must be is told with file, line and column. */
export class ScriptNodes {
  readonly #text: string;
  readonly #file: string;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  /** A map without keys that nobody knows. */
  map(node: ConfigNode, what: string, keys: readonly string[]): MapNode {
    if (node.kind !== 'map') throw this.fail(node, `${what} must be a map with ${listWords(keys)}.`);
    for (const { key, offset } of node.entries) {
      if (!keys.includes(key)) throw this.fail({ offset }, `${what} has no key “${key}”; it takes ${listWords(keys)}.`);
    }
    return node;
  }

  string(node: ConfigNode): string {
    if (node.kind === 'scalar' && node.value !== null) {
      // Chat IDs are written as numbers, too; 20 digits must not be rounded.
      return typeof node.value === 'number' ? (node.source ?? String(node.value)) : String(node.value);
    }
    throw this.fail(node, 'A text is expected here.');
  }

  optional(map: MapNode, key: string): string | undefined {
    const node = findNode(map, key);
    return node === undefined ? undefined : this.string(node);
  }

  needed(map: MapNode, key: string): string {
    return this.optional(map, key) ?? this.#missing(map, key);
  }

  number(map: MapNode, key: string): number {
    const node = findNode(map, key) ?? this.#missing(map, key);
    if (node.kind === 'scalar' && typeof node.value === 'number') return node.value;
    throw this.fail(node, `${key} must be a number.`);
  }

  /** A whole number of 32 bits. */
  integer(node: ConfigNode): number {
    const value = node.kind === 'scalar' ? node.value : null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 4_294_967_295) return value;
    throw this.fail(node, 'A whole number from 0 to 4294967295 is expected here.');
  }

  /** Milliseconds. */
  duration(node: ConfigNode, longest: number): number {
    const ms = parseDuration(String(toPlain(node)));
    if (ms !== undefined && ms <= longest) return ms;
    throw this.fail(node, 'A duration such as 500ms, 2s or 5m is expected here.');
  }

  /** What a check throws is a mistake of the script, at this place. */
  check(node: ConfigNode, check: () => unknown): void {
    try {
      check();
    } catch (error) {
      throw this.fail(node, (error as Error).message);
    }
  }

  placeOf(node: { readonly offset: number }): { readonly line: number; readonly column: number } {
    const { line, column } = positionAt(this.#text, node.offset);
    return { line, column };
  }

  fail(node: { readonly offset: number } | undefined, message: string) {
    return configError('script-invalid', { file: this.#file, ...positionAt(this.#text, node?.offset ?? 0) }, message);
  }

  #missing(map: MapNode, key: string): never {
    throw this.fail(map, `\`${key}\` is missing.`);
  }
}

export function findNode(map: MapNode, key: string): ConfigNode | undefined {
  return map.entries.find((entry) => entry.key === key)?.value;
}

export function listWords(words: readonly string[]): string {
  return words.join(', ');
}
