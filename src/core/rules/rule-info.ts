import type { facts } from '../channel/telegram.js';
import type { Severity } from '../diagnostics/severity.js';

/** Values a rule hands to its sentence. */
export type Args = Readonly<Record<string, string | number>>;

/** Everything that is said about a rule; the check itself is a file of its own. */
export interface RuleInfo {
  /** A short noun phrase for lists. */
  readonly title: string;
  readonly severity: Severity;
  /** One sentence, with the measured figure. Foreign values in `args` are made safe by the renderer. */
  readonly message: (args: Args) => string;
  /** The cure, in one sentence. */
  readonly help: string;
  /** Rows of the table of facts that this rule enforces. */
  readonly facts?: readonly (keyof typeof facts)[];
  /** What documents the rule when no fact does; `assumed` when nobody does. */
  readonly source?: string;
}

/** Digits in groups of three, as in `4 096`: limits are read more often than computed with. */
export function figure(value: string | number | undefined): string {
  const digits = String(value ?? '');
  return /^-?\d{5,}$/.test(digits) ? digits.replace(/\B(?=(\d{3})+$)/g, ' ') : digits;
}

/** `1 message`, `2 messages`. */
export function count(value: string | number | undefined, noun: string): string {
  return `${figure(value)} ${noun}${Number(value) === 1 ? '' : 's'}`;
}
