import type { SeverityOverrides } from '../../core/diagnostics/build-diagnostics.js';

/** How targets are checked. */
export interface CheckSetting {
  readonly kind: 'auto' | 'payload' | 'webhook' | 'config' | 'recipients';
  readonly overrides: SeverityOverrides;
  /** `write` repairs files, `diff` only shows what it would do. */
  readonly fix: 'no' | 'write' | 'diff';
  /** Texts are kept although nothing is wrong with them yet. */
  readonly keepText: boolean;
  /** Of files of recipients: the column of the chat IDs, where it has no usual name. */
  readonly toColumn?: string | undefined;
}
