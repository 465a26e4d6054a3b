/** One key of a map. */
export interface MapEntry {
  readonly key: string;
  /** Where the key stands. */
  readonly offset: number;
  readonly value: ConfigNode;
}

/** A configuration file as a tree, whichever language it was written in. An offset counts UTF-16 units of the text. */
export type ConfigNode =
  | { readonly kind: 'map'; readonly offset: number; readonly entries: readonly MapEntry[] }
  | { readonly kind: 'list'; readonly offset: number; readonly items: readonly ConfigNode[] }
  | {
      readonly kind: 'scalar';
      readonly offset: number;
      readonly value: string | number | boolean | null;
      /** A number as it was written. */
      readonly source?: string;
    };

/** A file that was read: its tree, undefined when it holds nothing, and the text its offsets count in. */
export interface ConfigDocument {
  readonly file: string;
  readonly text: string;
  readonly root: ConfigNode | undefined;
}

/** Where an offset of a text stands. Lines and columns start at 1; columns count code points. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: [...before.slice(lineStart)].length + 1 };
}

/** The plain value of a tree, as `JSON.parse` would give it. A key `__proto__` stays a key. */
export function toPlain(node: ConfigNode): unknown {
  switch (node.kind) {
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, toPlain(value)]));
    case 'list':
      return node.items.map(toPlain);
    case 'scalar':
      return node.value;
  }
}
