import type { OptionSpec } from './command-spec.js';
import type { GlobalOptions } from './context.js';
import type { Io } from './io.js';

/** Options that every command takes, before or after its name. */
export const globalOptions: readonly OptionSpec[] = [
  { flags: '--json', description: 'write one JSON document (or JSON lines) to stdout, also on failure' },
  { flags: '-q, --quiet', description: 'only results and errors' },
  { flags: '--debug', description: 'show requests, responses and timings on stderr; secrets are redacted' },
  { flags: '--no-color', description: 'no colours' },
  { flags: '--no-input', description: 'never ask anything' },
  { flags: '--config <file>', description: 'read this file instead of searching for .cmtelegramrc', completes: 'file' },
  { flags: '--profile <name>', description: 'use a profile of the configuration', completes: 'profile' },
];

/** Reads the global flags. Nothing is asked without a terminal on both ends, or when a machine reads along. */
export function readGlobalOptions(options: Readonly<Record<string, unknown>>, io: Io): GlobalOptions {
  const json = options['json'] === true;
  const asksNothing = options['input'] === false || json;
  return {
    json,
    quiet: options['quiet'] === true,
    debug: options['debug'] === true,
    input: !asksNothing && io.stderr.isTTY && io.stdin.isTTY,
    config: typeof options['config'] === 'string' ? options['config'] : undefined,
    profile: typeof options['profile'] === 'string' ? options['profile'] : undefined,
  };
}
