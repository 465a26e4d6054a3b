import type { ArgumentSpec, CommandSpec, Completes, OptionSpec } from '../command-spec.js';

/** What may stand in a place: nothing that is known, a path, one of some words, or something asked for at that moment. */
export type Value =
  | { readonly kind: 'none' | 'file' | 'directory' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** One of the words, `=`, and one of the values. */
  | { readonly kind: 'pairs'; readonly words: readonly string[]; readonly values: readonly string[] }
  /** What `cmtg __complete <what>` prints. */
  | { readonly kind: 'ask'; readonly what: 'profile' };

export interface CompletionOption {
  /** As they are typed: `-q`, `--quiet`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Undefined for a flag without a value. */
  readonly value: Value | undefined;
}

/** One command, or cmtg itself (`path` is empty), with everything that may follow it. */
export interface CompletionNode {
  readonly path: readonly string[];
  readonly children: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly CompletionOption[];
  /** One value a positional argument. */
  readonly args: readonly Value[];
  /** The last argument may be repeated. */
  readonly isVariadic: boolean;
}

/** Words that no option spells out itself. */
export interface WordLists {
  readonly rule: readonly string[];
  readonly trigger: readonly string[];
  readonly setting: readonly string[];
}

const severities = ['error', 'warning', 'info', 'off'];
const helpOption: CompletionOption = { names: ['-h', '--help'], description: 'display help', value: undefined };
const versionOption: CompletionOption = {
  names: ['-V', '--version'],
  description: 'print the version',
  value: undefined,
};

/** Every command with what may follow it, from the one table; cmtg itself comes first. */
export function buildCompletionTree(
  table: readonly CommandSpec[],
  globals: readonly OptionSpec[],
  lists: WordLists,
): readonly CompletionNode[] {
  const shared = [...globals.map((option) => toOption(option, lists)), helpOption];
  const visible = table.filter(({ hidden }) => hidden !== true);
  const children = [
    ...visible.map(({ name, summary }) => ({ name, summary })),
    { name: 'help', summary: 'help on a command' },
  ];
  const names: Value = { kind: 'words', words: visible.map(({ name }) => name) };
  return [
    { path: [], children, options: [...shared, versionOption], args: [], isVariadic: false },
    ...visible.flatMap((spec) => toNodes(spec, [], shared, lists)),
    { path: ['help'], children: [], options: [helpOption], args: [names], isVariadic: false },
  ];
}

function toNodes(
  spec: CommandSpec,
  above: readonly string[],
  shared: readonly CompletionOption[],
  lists: WordLists,
): CompletionNode[] {
  const path = [...above, spec.name];
  const children = spec.subcommands ?? [];
  const args = spec.args ?? [];
  return [
    {
      path,
      children: children.map(({ name, summary }) => ({ name, summary })),
      options: [...(spec.options ?? []).map((option) => toOption(option, lists)), ...shared],
      args: args.map((arg) => argumentValue(arg, lists)),
      isVariadic: args.at(-1)?.name.includes('...') === true,
    },
    ...children.flatMap((child) => toNodes(child, path, shared, lists)),
  ];
}

function toOption(spec: OptionSpec, lists: WordLists): CompletionOption {
  const names = spec.flags.split(/[ ,|]+/).filter((word) => word.startsWith('-'));
  const takesValue = /[<[]/.test(spec.flags);
  return { names, description: spec.description, value: takesValue ? optionValue(spec, lists) : undefined };
}

function optionValue({ choices, completes }: OptionSpec, lists: WordLists): Value {
  if (choices !== undefined) return { kind: 'words', words: choices };
  // An option names a rule together with its severity, an argument the rule alone.
  if (completes === 'rule') return { kind: 'pairs', words: lists.rule, values: severities };
  return knownValue(completes, lists);
}

function argumentValue({ completes }: ArgumentSpec, lists: WordLists): Value {
  return knownValue(completes, lists);
}

function knownValue(completes: Completes | undefined, lists: WordLists): Value {
  if (typeof completes === 'object') return { kind: 'words', words: completes };
  switch (completes) {
    case 'file':
    case 'directory':
      return { kind: completes };
    case 'rule':
    case 'trigger':
    case 'setting':
      return { kind: 'words', words: lists[completes] };
    case 'profile':
      return { kind: 'ask', what: 'profile' };
    default:
      return { kind: 'none' };
  }
}
