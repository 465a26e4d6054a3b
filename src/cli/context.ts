import type { Redactor } from '../render/redact.js';
import type { Style } from '../render/style.js';
import type { Io, Output } from './io.js';

/** The global flags, read once. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  /** False when nothing may be asked: `--no-input`, no terminal, or machine output. */
  readonly input: boolean;
  readonly config: string | undefined;
  readonly profile: string | undefined;
}

/** What every command gets besides its own arguments. `stdout` and `stderr` redact known secrets. */
export interface CommandContext {
  readonly io: Io;
  readonly global: GlobalOptions;
  /** Data. */
  readonly stdout: Output;
  /** Everything else. */
  readonly stderr: Output;
  /** Style of text on stdout and on stderr: either may be a terminal while the other is not. */
  readonly outStyle: Style;
  readonly errStyle: Style;
  readonly redactor: Redactor;
  /** A line on stderr, unless `--quiet`. */
  readonly note: (text: string) => void;
}
