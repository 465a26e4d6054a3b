import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { configError } from './config-error.js';
import { type ConfigNode, type MapEntry, positionAt } from './config-node.js';

/** By jsonc-parser's number of the error. Its own words are not used: these name no part of the text. */
const PROBLEMS: Readonly<Record<number, string>> = {
  1: 'an unknown word; only true, false and null stand without quotes',
  2: 'a number that is not one',
  3: 'a key in double quotes was expected',
  4: 'a value was expected',
  5: 'a colon was expected',
  6: 'a comma was expected',
  7: 'a closing brace was expected',
  8: 'a closing bracket was expected',
  9: 'the end of the file was expected',
  11: 'a comment that does not end',
  12: 'a text that does not end',
  14: 'an escape of \\u without four digits',
  15: 'an unknown escape in a text',
  16: 'a control character in a text',
};

/**
 * Reads JSON with comments and trailing commas into a tree; with `property`, only the value of that key of the root.
 *
 * Throws CmtgError `config-syntax` with line and column for broken text, and for a key that stands twice in one object.
 */
export function readJsonc(text: string, file: string, property?: string): ConfigNode | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  if (first !== undefined) {
    throw fail(first.offset, PROBLEMS[first.error] ?? 'JSON that cannot be read');
  }
  const node = property === undefined || root === undefined ? root : findNodeAtLocation(root, [property]);
  return node === undefined ? undefined : convert(node);

  function convert(node: Node): ConfigNode {
    const { offset, children = [] } = node;
    switch (node.type) {
      case 'object':
        return { kind: 'map', offset, entries: convertEntries(children) };
      case 'array':
        return { kind: 'list', offset, items: children.map(convert) };
      case 'number':
        return { kind: 'scalar', offset, value: node.value, source: text.slice(offset, offset + node.length) };
      default:
        return { kind: 'scalar', offset, value: node.value ?? null };
    }
  }

  function convertEntries(properties: readonly Node[]): MapEntry[] {
    const seen = new Set<string>();
    return properties.flatMap(({ children: [key, value] = [] }) => {
      if (key === undefined || value === undefined) {
        return [];
      }
      const name = String(key.value);
      if (seen.has(name)) {
        throw fail(key.offset, 'the same key twice in one object');
      }
      seen.add(name);
      return [{ key: name, offset: key.offset, value: convert(value) }];
    });
  }

  function fail(offset: number, problem: string) {
    return configError('config-syntax', { file, ...positionAt(text, offset) }, `${problem}.`);
  }
}
