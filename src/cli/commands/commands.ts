import { renderSafeJson } from '../../render/safe-text.js';
import type { ArgumentSpec, CommandRun, CommandSpec, OptionSpec } from '../command-spec.js';
import { commandTable } from '../command-table.js';
import { exitCodes } from '../exit-codes.js';
import { globalOptions } from '../global-options.js';

/** `cmtg commands`: the tree of commands, for people as lines, for programs as JSON (schema/commands.schema.json). */
export const runCommands: CommandRun = async (_input, context) => {
  const visible = commandTable.filter(({ hidden }) => hidden !== true);
  if (context.global.json) {
    const document = {
      version: 1,
      name: 'cmtg',
      programVersion: context.io.version,
      globalOptions: globalOptions.map(describeOption),
      commands: visible.map(describeCommand),
      exitCodes: Object.entries(exitCodes).map(([name, { code, meaning }]) => ({ name, code, meaning })),
    };
    context.stdout.write(`${renderSafeJson(document)}\n`);
  } else {
    const lines = visible.flatMap((spec) => listCommand(spec, 'cmtg'));
    const width = Math.max(...lines.map(([name]) => name.length));
    for (const [name, summary] of lines) context.stdout.write(`${name.padEnd(width)}  ${summary}\n`);
  }
  return exitCodes.ok.code;
};

function listCommand(spec: CommandSpec, above: string): [name: string, summary: string][] {
  const name = `${above} ${spec.name}`;
  return [[name, spec.summary], ...(spec.subcommands ?? []).flatMap((child) => listCommand(child, name))];
}

function describeCommand(spec: CommandSpec): Record<string, unknown> {
  const { name, summary, description = summary, args = [], options = [], examples, subcommands = [], load } = spec;
  return {
    name,
    summary,
    description,
    runs: load !== undefined,
    args: args.map(describeArgument),
    options: options.map(describeOption),
    examples,
    commands: subcommands.map(describeCommand),
  };
}

function describeArgument({ name, description }: ArgumentSpec): Record<string, unknown> {
  return {
    name: name.replace(/[<>[\].]/g, ''),
    description,
    required: name.startsWith('<'),
    variadic: name.includes('...'),
  };
}

function describeOption(spec: OptionSpec): Record<string, unknown> {
  const { flags, description, repeatable = false, choices, defaultText } = spec;
  return {
    names: flags.split(/[ ,|]+/).filter((word) => word.startsWith('-')),
    description,
    value: /[<[]([^>\]]+)/.exec(flags)?.[1] ?? null,
    repeatable,
    choices: choices ?? null,
    default: defaultText ?? null,
  };
}
