import type { CommandContext } from './context.js';

/** One option, as help, completion, docs and parser see it. */
export interface OptionSpec {
  /** Commander's notation: `-q, --quiet`, `--to <ids>`, `--no-color`. */
  readonly flags: string;
  readonly description: string;
  /** The option may be given several times; its value is a list. */
  readonly repeatable?: true;
  readonly choices?: readonly string[];
  /** Shown in help; the real default lives in the configuration, so that "not given" stays visible. */
  readonly defaultText?: string;
  /** What shell completion offers as value. */
  readonly completes?: Completes;
}

export interface ArgumentSpec {
  /** Commander's notation: `[text...]`, `<url...>`. */
  readonly name: string;
  readonly description: string;
  readonly completes?: Completes;
}

/** A kind of word, or the words themselves. */
export type Completes = 'file' | 'directory' | 'rule' | 'profile' | 'trigger' | 'setting' | 'none' | readonly string[];

/** One line under "Examples" in help; the docs tests run those that need no network. */
export interface ExampleSpec {
  readonly command: string;
  readonly note: string;
}

/** What a command got from the command line: positional arguments, and options by camel-case name, global ones included. */
export interface CommandInput {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Carries a command out and tells its exit code. */
export type CommandRun = (input: CommandInput, context: CommandContext) => Promise<number>;

/** A command as data: help, completion, documentation and the parser are made from it. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  readonly args?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  readonly examples: readonly ExampleSpec[];
  /** Imports the command when it runs and not before: start-up stays near bare Node. */
  readonly load?: () => Promise<CommandRun>;
  /** With `load` as well, the command runs by itself when no word follows. */
  readonly subcommands?: readonly CommandSpec[];
  /** Left out of help, completion and the documentation. */
  readonly hidden?: true;
}
