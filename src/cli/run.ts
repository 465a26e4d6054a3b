import { findBotTokens } from '../core/channel/bot-token.js';
import { createRedactor } from '../render/redact.js';
import { renderSafeText } from '../render/safe-text.js';
import { createStyle } from '../render/style.js';
import type { CommandInput, CommandSpec } from './command-spec.js';
import { commandTable } from './command-table.js';
import type { CommandContext } from './context.js';
import { exitCodes } from './exit-codes.js';
import { readGlobalOptions } from './global-options.js';
import type { Io } from './io.js';
import { CommanderError, createProgram } from './program.js';
import { redactOutput } from './redact-output.js';
import { reportError } from './report-error.js';

/**
 * Runs one command line and tells its exit code. Everything the process supplies is in `io`, so that a test runs the
 * whole program inside its own. Never throws and never exits.
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  const redactor = createRedactor();
  redactor.add(io.env['CMTG_PRODUCT_TOKEN']);
  // Pasted where a bot ID or a chat ID belongs, it would be echoed by every message about that argument.
  for (const token of argv.flatMap(findBotTokens)) redactor.add(token);
  const stdout = redactOutput(io.stdout, redactor);
  const stderr = redactOutput(io.stderr, redactor);
  const json = argv.includes('--json');
  let exitCode: number = exitCodes.ok.code;

  const createContext = async (options: CommandInput['options']): Promise<CommandContext> => {
    const global = readGlobalOptions(options, io);
    const colorFlag = options['color'] !== false;
    const outStyle = await createStyle({ isTTY: io.stdout.isTTY, env: io.env, colorFlag });
    const errStyle = await createStyle({ isTTY: io.stderr.isTTY, env: io.env, colorFlag });
    const note = (text: string) => {
      if (!global.quiet) stderr.write(`${text}\n`);
    };
    return { io, global, stdout, stderr, outStyle, errStyle, redactor, note };
  };

  const run = async (spec: CommandSpec, input: CommandInput): Promise<void> => {
    const execute = await spec.load?.();
    const context = await createContext(input.options);
    exitCode = (await execute?.(input, context)) ?? exitCodes.bug.code;
  };

  const program = createProgram(commandTable, {
    writeOut: (text) => void stdout.write(text),
    // Commander echoes arguments, which may hold anything.
    writeErr: (text) => void (json || stderr.write(renderSafeText(text, { multiline: true }))),
    argv,
    columns: () => io.stdout.columns,
    errorColumns: () => io.stderr.columns,
    version: io.version,
    run,
  });

  if (argv.length === 0) {
    stderr.write(program.helpInformation({ error: true }));
    return exitCodes.usage.code;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok.code;
    return reportError(error, { stdout, stderr, json, debug: argv.includes('--debug'), io, redactor });
  }
}
