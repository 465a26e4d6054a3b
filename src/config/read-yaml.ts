import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
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

  function convert(given: unknown, depth: number): ConfigNode {
    const node = isNode(given) ? given : null;
    const offset = offsetOf(node);
    nodes += 1;
    if (nodes > MOST_NODES || depth > DEEPEST || aliases > MOST_ALIASES) {
      throw fail('config-too-complex', offset, 'too many values, aliases or levels for a configuration');
    }
    if (isAlias(node)) {
      return convert(resolveAlias(node), depth + 1);
    }
    if (node?.tag !== undefined) {
      throw fail('config-syntax', offset, 'a tag; tags are not read');
    }
    if (node?.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
    if (isMap(node)) {
      return { kind: 'map', offset, entries: node.items.map((pair) => convertPair(pair, depth + 1)) };
    }
    if (isSeq(node)) {
      return { kind: 'list', offset, items: node.items.map((item) => convert(item, depth + 1)) };
    }
    return convertScalar(node);
  }

  function convertPair({ key, value }: Pair, depth: number): MapEntry {
    if (!isScalar(key)) {
      throw fail('config-syntax', isNode(key) ? offsetOf(key) : 0, 'a key that is not text');
    }
    return { key: String(key.value), offset: offsetOf(key), value: convert(value, depth) };
  }

  function resolveAlias(alias: Alias): Node {
    aliases += 1;
    const target = anchors.get(alias.source);
    if (target === undefined) {
      throw fail('config-syntax', offsetOf(alias), 'an alias without its anchor');
    }
    return target;
  }

  function fail(code: string, offset: number, problem: string) {
    return configError(code, { file, ...positionAt(text, offset) }, `${problem}.`);
  }
}

function convertScalar(node: Node | null): ConfigNode {
  const offset = offsetOf(node);
  const value = isScalar(node) ? node.value : null;
  if (typeof value === 'number') {
    return { kind: 'scalar', offset, value, source: (isScalar(node) ? node.source : undefined) ?? String(value) };
  }
  return { kind: 'scalar', offset, value: typeof value === 'string' || typeof value === 'boolean' ? value : null };
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
