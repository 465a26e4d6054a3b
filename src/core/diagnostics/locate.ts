import { type Node, parseTree } from 'jsonc-parser';
import type { Finding, Path, SourceRange } from './diagnostic.js';

/** Finds the place of a value or key in a JSON text. */
export type Locate = (finding: Pick<Finding, 'path' | 'onKey'>) => SourceRange | undefined;

/**
 * Creates the locator for one text. The tree with positions is built at the first question and not before, because a
 * clean payload needs none. Keys are found as CM reads them: exact spelling first, then any case, the last one wins.
 */
export function createLocator(text: string): Locate {
  let root: Node | undefined;
  let parsed = false;
  const toRange = createRanges(text);
  return ({ path, onKey }) => {
    if (!parsed) {
      root = parseTree(text, [], { allowTrailingComma: false, disallowComments: true });
      parsed = true;
    }
    const node = root === undefined ? undefined : findNode(root, path, onKey === true);
    return node === undefined ? undefined : toRange(node.offset, node.length);
  };
}

function findNode(root: Node, path: Path, onKey: boolean): Node {
  let node = root;
  for (const [depth, step] of path.entries()) {
    if (typeof step === 'number') {
      const child = node.type === 'array' ? node.children?.[step] : undefined;
      if (child === undefined) return node;
      node = child;
      continue;
    }
    const property = node.type === 'object' ? findProperty(node, step) : undefined;
    const [key, value] = property?.children ?? [];
    if (key === undefined) return node;
    if (onKey && depth === path.length - 1) return key;
    node = value ?? key;
  }
  return node;
}

function findProperty(object: Node, name: string): Node | undefined {
  const properties = object.children ?? [];
  const keyOf = (property: Node) => String(property.children?.[0]?.value ?? '');
  const lower = name.toLowerCase();
  return (
    properties.findLast((property) => keyOf(property) === name) ??
    properties.findLast((property) => keyOf(property).toLowerCase() === lower)
  );
}

/** Turns offsets in UTF-16 units into ranges with lines and with columns in code points. */
export function createRanges(text: string): (offset: number, length: number) => SourceRange {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  const place = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = starts[low] ?? 0;
    return { line: low + 1, column: [...text.slice(start, offset)].length + 1 };
  };
  return (offset, length) => {
    const begin = place(offset);
    const end = place(offset + length);
    return { offset, length, ...begin, endLine: end.line, endColumn: end.column };
  };
}
