import { Command, CommanderError, Option } from 'commander';
import type { CommandInput, CommandSpec, OptionSpec } from './command-spec.js';
import { globalOptions } from './global-options.js';
import { excludeEachOther } from './refuse-ignored.js';

/** What the parser needs from outside: where its text goes, and what to do with a command. */
export interface ProgramPorts {
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  /** The command line: a command whose name is not in it needs no options. */
  readonly argv: readonly string[];
  readonly columns: () => number | undefined;
  readonly errorColumns: () => number | undefined;
  readonly version: string;
  readonly run: (spec: CommandSpec, input: CommandInput) => Promise<void>;
}

export { CommanderError };

/** Builds the parser from the command table, anew for every run: no state survives between two runs. */
export function createProgram(table: readonly CommandSpec[], ports: ProgramPorts): Command {
  const program = configure(new Command('cmtg'), ports)
    .description('Send and inspect Telegram messages that travel through CM.com’s Business Messaging API.')
    .version(ports.version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'help on a command')
    .addHelpText('after', programExamples);
  for (const option of globalOptions) program.addOption(toOption(option));
  for (const spec of table) program.addCommand(createCommand(spec, ports), { hidden: spec.hidden === true });
  return program;
}

const programExamples = `
Examples:
  $ cmtg send --sandbox --to 987654321 "Hello"     try it: nothing leaves this machine
  $ cmtg send --to 987654321 "Hello"               send through CM (CMTG_PRODUCT_TOKEN, CMTG_FROM)
  $ cmtg validate payload.json                     what would not arrive, and why
  $ cmtg listen --port 8080                        see what people write to the bot

Exit codes: 0 done, 1 findings, 2 usage, 3 refused, 4 account, 5 unreachable, 6 unknown, 7 rate limited.`;

function createCommand(spec: CommandSpec, ports: ProgramPorts): Command {
  const command = configure(new Command(spec.name), ports)
    .summary(spec.summary)
    .description(spec.description ?? spec.summary);
  // Help on all commands shows one line of each; building the rest of twenty commands would double its time.
  if (!ports.argv.includes(spec.name)) return command;
  for (const { name, description } of spec.args ?? []) command.argument(name, description);
  for (const option of spec.options ?? []) command.addOption(toOption(option));
  refuseContradictions(command, spec.options ?? []);
  for (const child of spec.subcommands ?? []) command.addCommand(createCommand(child, ports));
  // Else the parser would take an unknown word for too many arguments, and could not say what it should have been.
  if (spec.subcommands !== undefined && spec.load !== undefined) command.allowExcessArguments(true);
  if (spec.examples.length > 0) command.addHelpText('after', renderExamples(spec));
  if (spec.load !== undefined) {
    command.action(async () => {
      const [word] = spec.subcommands === undefined ? [] : command.args;
      if (word !== undefined) (await import('./refuse-unknown-word.js')).refuseUnknownWord(word, spec);
      const args = (command.processedArgs.flat() as (string | undefined)[]).filter((arg) => arg !== undefined);
      await ports.run(spec, { args, options: command.optsWithGlobals() });
    });
  }
  return command;
}

/** `--x` and `--no-x` are one value to the parser, and the last one would silently win. */
function refuseContradictions(command: Command, options: readonly OptionSpec[]): void {
  const names = options.map(({ flags }) => flags.replace(/^--| .*$/g, ''));
  for (const name of names.filter((each) => names.includes(`no-${each}`))) {
    const given = new Set<string>();
    for (const each of [name, `no-${name}`]) {
      command.on(`option:${each}`, () => {
        if (given.add(each).size > 1) throw excludeEachOther(`--${name}`, `--no-${name}`);
      });
    }
  }
}

function configure(command: Command, ports: ProgramPorts): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError(true)
    .allowExcessArguments(false)
    .configureHelp({
      showGlobalOptions: command.name() !== 'cmtg',
      minWidthToWrap: 30,
      subcommandTerm: (child) => child.name(),
    })
    .configureOutput({
      writeOut: ports.writeOut,
      writeErr: ports.writeErr,
      outputError: (text, write) => write(text),
      getOutHelpWidth: () => ports.columns() ?? 100,
      getErrHelpWidth: () => ports.errorColumns() ?? 100,
      // Colour in help would need the colour package at start-up.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

function toOption(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.description + (spec.defaultText ? ` (default: ${spec.defaultText})` : ''));
  if (spec.choices !== undefined) option.choices([...spec.choices]);
  if (spec.repeatable) {
    option.argParser((value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value]);
  }
  return option;
}

function renderExamples({ examples }: CommandSpec): string {
  const lines = examples.map(({ command, note }) => `  $ ${command}\n      ${note}`);
  return `\nExamples:\n${lines.join('\n')}`;
}
