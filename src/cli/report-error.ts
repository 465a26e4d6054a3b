import { CmtgError } from '../core/errors.js';
import { renderError } from '../render/error.js';
import type { Redactor } from '../render/redact.js';
import { renderSafeJson } from '../render/safe-text.js';
import { createStyle } from '../render/style.js';
import { exitByCategory, exitCodes } from './exit-codes.js';
import type { Io, Output } from './io.js';
import { CommanderError } from './program.js';

export interface ErrorReportOptions {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly json: boolean;
  readonly debug: boolean;
  readonly io: Io;
  readonly redactor: Redactor;
}

/** Says what went wrong, on stderr for people and on stdout for `--json`, and tells the exit code. */
export async function reportError(error: unknown, options: ErrorReportOptions): Promise<number> {
  const known = toCmtgError(error);
  if (options.json) {
    const { code, message, hint } = known;
    options.stdout.write(`${renderSafeJson({ version: 1, error: { code, message, hint: hint ?? null } })}\n`);
  }
  // The parser has already said what is wrong with the command line.
  if (options.json || !(error instanceof CommanderError)) {
    const style = await createStyle({ isTTY: options.io.stderr.isTTY, env: options.io.env, colorFlag: true });
    options.stderr.write(renderError(known, { style, debug: options.debug, version: options.io.version }));
  }
  const exit = exitCodes[exitByCategory[known.category]];
  if (known.code !== 'interrupted') return exit.code;
  return options.io.interrupted.reason === 'SIGTERM' ? exitCodes.terminated.code : exitCodes.interrupted.code;
}

function toCmtgError(error: unknown): CmtgError {
  if (error instanceof CmtgError) return error;
  if (error instanceof CommanderError) {
    const [message = '', ...more] = error.message.replace(/^error: /, '').split('\n');
    const suggestion = more
      .join(' ')
      .trim()
      .replace(/^\(|\)$/g, '');
    const hint = suggestion === '' ? 'Run the command with --help to see what it takes.' : suggestion;
    return new CmtgError(message, { code: error.code.replace(/^commander\./, 'usage-'), category: 'usage', hint });
  }
  return new CmtgError(error instanceof Error ? error.message : String(error), {
    code: 'bug',
    category: 'bug',
    hint: 'This is a bug in cmtg. Run it again with --debug and report what it prints; secrets are redacted.',
    cause: error,
  });
}
