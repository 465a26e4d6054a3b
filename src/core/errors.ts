/**
 * What an error means for whoever called; `cli/exit-codes.ts` turns it into an exit code.
 *
 * - `usage` · the command line is wrong
 * - `config` · a configuration file, variable or secret is wrong
 * - `input` · a file, stdin or folder cannot be read or written
 * - `findings` · what was asked for breaks a rule of the channel
 * - `refused` · CM refused the request
 * - `account` · CM refused the account: token, IP restriction, balance
 * - `unreachable` · CM could not be reached, certainly nothing was sent
 * - `unknown-outcome` · it is not known whether something was sent
 * - `rate-limited` · waiting for CM's rate limit was given up
 * - `bug` · cmtg itself is wrong
 */
export type ErrorCategory =
  | 'usage'
  | 'config'
  | 'input'
  | 'findings'
  | 'refused'
  | 'account'
  | 'unreachable'
  | 'unknown-outcome'
  | 'rate-limited'
  | 'bug';

export interface CmtgErrorOptions {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The one error class of cmtg: something could not be done. A broken channel rule is never an error, it is a diagnostic.
 *
 * `message` is one sentence that names the place; `hint` is the cure; `code` is stable kebab-case for programs.
 */
export class CmtgError extends Error {
  override readonly name = 'CmtgError';
  readonly code: string;
  readonly category: ErrorCategory;
  readonly hint: string | undefined;

  constructor(message: string, options: CmtgErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.category = options.category;
    this.hint = options.hint;
  }
}
