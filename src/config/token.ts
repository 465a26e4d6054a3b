import { dirname } from 'node:path';
import { CmtgError } from '../core/errors.js';
import { checkToken, warnAboutShape } from './check-token.js';
import { formatOrigin } from './config-error.js';
import type { RunCommand } from './run-command.js';
import type { Environment } from './search.js';
import { checkSecretFile, readSecretFile } from './secret-file.js';
import type { ConfigOrigin, ConfigWarning, ResolvedConfig, SettingName } from './settings.js';

export interface TokenContext {
  /** Handed to the program of `productTokenCommand`. */
  readonly env: Environment;
  /** Everything on standard input; called only for `--product-token-file -`. */
  readonly readStdin: () => Promise<string>;
  /** Runs `productTokenCommand`; without it a child process. */
  readonly runCommand?: RunCommand | undefined;
  readonly cwd: string;
}

/** The product token. `origin` is where the setting that led to it was made. */
export interface ProductToken {
  readonly token: string;
  readonly origin: ConfigOrigin;
  readonly warnings: readonly ConfigWarning[];
}

/** A keyring may ask its user for a passphrase; one that hangs must not hang the command. */
const COMMAND_TIMEOUT_MS = 30_000;

/**
 * The product token from the first source that is set: `--product-token-file`, `CMTG_PRODUCT_TOKEN`,
 * `productTokenFile`, `productToken`, `productTokenCommand`; undefined when none is.
 *
 * Throws CmtgError of category `config`: `token-file-unreadable`, `token-file-mode`, `token-file-large`, `token-empty`,
 * `token-invalid`, `token-is-bot-token`, `token-command-failed`. None repeats the token.
 */
export async function resolveProductToken(
  config: ResolvedConfig,
  context: TokenContext,
): Promise<ProductToken | undefined> {
  const source = chooseSource(config);
  if (source === undefined) {
    return undefined;
  }
  const origin = config.origins[source] ?? { kind: 'default' };
  const token = checkToken(await readToken(source, origin, config, context), origin);
  return { token, origin, warnings: warnAboutShape(token, origin) };
}

function chooseSource({ settings, origins }: ResolvedConfig): SettingName | undefined {
  // Within the environment the token itself comes before a file; in files it is the other way round.
  if (settings.productToken !== undefined && origins.productToken?.kind === 'environment') {
    return 'productToken';
  }
  const order = ['productTokenFile', 'productToken', 'productTokenCommand'] as const;
  return order.find((name) => settings[name] !== undefined);
}

async function readToken(
  source: SettingName,
  origin: ConfigOrigin,
  { settings }: ResolvedConfig,
  context: TokenContext,
): Promise<string> {
  if (source === 'productTokenFile') {
    const file = settings.productTokenFile ?? '-';
    // A file of a project must not stop a command for ever: only who types a path may name a pipe.
    const allowPipe = origin.kind === 'flag' || origin.kind === 'environment';
    return file === '-' ? context.readStdin() : readSecretFile(file, { allowPipe });
  }
  if (source === 'productToken') {
    if (origin.kind === 'user-file' || origin.kind === 'project-file') {
      await checkSecretFile(origin.file);
    }
    return settings.productToken ?? '';
  }
  return runTokenCommand(settings.productTokenCommand ?? [], origin, context);
}

async function runTokenCommand(
  command: readonly string[],
  origin: ConfigOrigin,
  context: TokenContext,
): Promise<string> {
  if (origin.kind !== 'user-file') {
    const options = { code: 'config-not-allowed-here', category: 'config' } as const;
    throw new CmtgError('productTokenCommand may stand in the user’s own file only.', options);
  }
  const run = context.runCommand ?? (await import('./run-command.js')).runCommand;
  // Not in the working directory: a project there must not lend the command its own programs.
  const cwd = dirname(origin.file);
  const result = await run(command, { cwd, env: context.env, timeoutMs: COMMAND_TIMEOUT_MS, maxBytes: 65_536 });
  if (result.kind === 'done') {
    return result.stdout;
  }
  const reason = result.kind === 'failed' ? result.reason : `it took longer than ${COMMAND_TIMEOUT_MS / 1000} s`;
  throw new CmtgError(`The productTokenCommand ${command[0]} gave no token: ${reason}.`, {
    code: 'token-command-failed',
    category: 'config',
    hint: `Run it by hand to see why (${formatOrigin(origin)}).`,
  });
}
