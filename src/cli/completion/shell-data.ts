import type { CompletionNode, CompletionOption, Value } from './build-tree.js';

/** A text in single quotes, for bash, zsh. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The path as the scripts keep it: `config set`; empty for cmtg itself. */
export function pathOf({ path }: CompletionNode): string {
  return path.join(' ');
}

/** Names of the options that take a value. */
export function valuedNames({ options }: CompletionNode): string[] {
  return options.flatMap(({ names, value }) => (value === undefined ? [] : names));
}

/** `kind words…` as one string that the scripts take apart: `words a b`, `pairs a b = x y`, `ask profile`, `file`. */
export function encodeValue(value: Value): string {
  switch (value.kind) {
    case 'words':
      return ['words', ...value.words].join(' ');
    case 'pairs':
      return ['pairs', ...value.words, '=', ...value.values].join(' ');
    case 'ask':
      return `ask ${value.what}`;
    default:
      return value.kind;
  }
}

/** Options with a value that has something to offer. */
export function offering(node: CompletionNode): (CompletionOption & { readonly value: Value })[] {
  return node.options.flatMap((option) =>
    option.value === undefined || option.value.kind === 'none' ? [] : [{ ...option, value: option.value }],
  );
}
