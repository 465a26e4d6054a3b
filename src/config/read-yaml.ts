import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { configError } from './config-error.js';
import { type ConfigNode, type MapEntry, positionAt } from './config-node.js';

/** A configuration needs nothing near these; a file built to exhaust memory does. */
const MOST_NODES = 10_000;
const MOST_ALIASES = 100;
const DEEPEST = 20;

/** By yaml's code of the error. Its own words are not used: they may repeat the text. */
const PROBLEMS: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an alias without its anchor',
  BAD_INDENT: 'wrong indentation, or a bracket that does not close',
  DUPLICATE_KEY: 'the same key twice in one map',
  MISSING_CHAR: 'a quote, colon, comma or bracket is missing',
  MULTIPLE_DOCS: 'more than one document in the file',
  NON_STRING_KEY: 'a key that is not text',
  TAB_AS_INDENT: 'a tab used for indentation',
  TAG_RESOLVE_FAILED: 'a tag; tags are not read',
};

/**
 * Reads one YAML 1.2 document into a tree. Tags are refused, aliases resolved within bounds.
 *
 * Throws CmtgError `config-syntax` with line and column for broken text, and `config-too-complex` beyond the bounds.
 */
export function readYaml(text: string, file: string): ConfigNode | undefined {
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true, version: '1.2', logLevel: 'error' });
  const [first] = [...document.errors, ...document.warnings];
  if (first !== undefined) {
    throw fail('config-syntax', first.pos[0], PROBLEMS[first.code] ?? 'YAML that cannot be read');
  }
  const anchors = new Map<string, Node>();
  let nodes = 0;
  let aliases = 0;
  return document.contents === null ? undefined : convert(document.contents, 0);

  function convert(node: Node | null, depth: number): ConfigNode {
    const offset = node?.range?.[0] ?? 0;
    nodes += 1;
    if (nodes > MOST_NODES || depth > DEEPEST || aliases > MOST_ALIASES) {
      throw fail('config-too-complex', offset, 'too many values, aliases or levels for a configuration');
    }
    if (isAlias(node)) {
      aliases += 1;
      const target = anchors.get(node.source);
      if (target === undefined) {
        throw fail('config-syntax', offset, 'an alias without its anchor');
      }
      return convert(target, depth + 1);
    }
    if (node?.tag !== undefined) {
      throw fail('config-syntax', offset, 'a tag; tags are not read');
    }
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
    if (isMap(node)) {
      const entries = node.items.map((pair): MapEntry => {
        const key = pair.key as Node | null;
        const keyOffset = key?.range?.[0] ?? offset;
        if (!isScalar(key)) {
          throw fail('config-syntax', keyOffset, 'a key that is not text');
        }
        const value = convert((pair.value ?? null) as Node | null, depth + 1);
        return { key: String(key.value), offset: keyOffset, value };
      });
      return { kind: 'map', offset, entries };
    }
    if (isSeq(node)) {
      return { kind: 'list', offset, items: node.items.map((item) => convert(item as Node | null, depth + 1)) };
    }
    const value = isScalar(node) ? node.value : null;
    if (typeof value === 'number') {
      return { kind: 'scalar', offset, value, source: isScalar(node) ? (node.source ?? String(value)) : '' };
    }
    return { kind: 'scalar', offset, value: typeof value === 'string' || typeof value === 'boolean' ? value : null };
  }

  function fail(code: string, offset: number, problem: string) {
    return configError(code, { file, ...positionAt(text, offset) }, `${problem}.`);
  }
}
