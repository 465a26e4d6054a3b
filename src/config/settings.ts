import type { Severity } from '../core/diagnostics/diagnostic.js';

/** What a rule is set to: a severity, or `off`. */
export type RuleSetting = Severity | 'off';

/** Every setting by its name as the key table, the origins and `cmtg config` know it. Durations are milliseconds. */
export interface FlatSettings {
  from: string;
  endpoint: string;
  tokenIn: 'header' | 'body';
  textIn: 'body' | 'rich';
  timeout: number;
  retries: number;
  maxWait: number;
  onUnknown: 'skip' | 'resend' | 'ask';
  strict: boolean;
  rules: Readonly<Record<string, RuleSetting>>;
  grouping: readonly string[];
  validity: string;
  'journal.keep': number;
  productTokenFile: string;
  productToken: string;
  productTokenCommand: readonly string[];
}

export type SettingName = keyof FlatSettings;

type Optional = 'from' | 'validity' | 'productTokenFile' | 'productToken' | 'productTokenCommand';

/**
 * The settings in force. `productTokenFile` is absolute, or `-` for stdin. `productToken` is a secret: hand it to
 * nothing but `resolveProductToken`.
 */
export type Settings = Readonly<
  Omit<FlatSettings, Optional | 'journal.keep'> &
    Partial<Pick<FlatSettings, Optional>> & { journal: Readonly<{ keep: number }> }
>;

/** A place in a configuration file. Lines and columns start at 1; columns count code points. */
export interface FilePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly profile?: string;
}

/** Where a value comes from. */
export type ConfigOrigin =
  | { readonly kind: 'default' }
  | ({ readonly kind: 'user-file' | 'project-file' } & FilePlace)
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'flag'; readonly name: string };

/** Something in the configuration that is probably a mistake and does not stop a command. */
export interface ConfigWarning {
  readonly code: 'unknown-key' | 'unknown-rule' | 'unknown-variable' | 'ignored-file' | 'token-shape';
  /** One sentence, beginning with the place. */
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The name that was probably meant. */
  readonly suggestion?: string;
}

/** What `loadConfig` found. */
export interface ResolvedConfig {
  readonly settings: Settings;
  /** By setting name; `rules.<id>` for each rule that is set; `profile` when one is chosen. */
  readonly origins: Readonly<Record<string, ConfigOrigin>>;
  readonly warnings: readonly ConfigWarning[];
  /** The files that were read, lowest layer first. */
  readonly files: readonly string[];
  /** The names of every profile the files define, sorted. */
  readonly profiles: readonly string[];
  /** The profile in use. */
  readonly profile?: string;
}
