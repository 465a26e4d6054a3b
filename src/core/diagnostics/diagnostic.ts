import type { RuleId } from '../rules/catalogue.js';
import type { Severity } from './severity.js';

export type { Severity } from './severity.js';

/** Steps from the root of a payload to a value: object keys and array indexes, in canonical spelling. */
export type Path = readonly (string | number)[];

/** What a rule reports: data only. The catalogue words it, `report.ts` weighs it, `locate.ts` places it. */
export interface Finding {
  readonly ruleId: RuleId;
  readonly path: Path;
  /** Values for the sentence: measured figures, names. Never a secret. */
  readonly args: Readonly<Record<string, string | number>>;
  /** The finding is about the key at `path`, not about its value. */
  readonly onKey?: boolean;
}

/** A stretch of source text. Lines and columns start at 1; columns count code points; the end is exclusive. */
export interface SourceRange {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a finding comes from: a place in a file, or something given on the command line or in the configuration. */
export type Origin =
  | { readonly kind: 'file'; readonly file: string; readonly range?: SourceRange }
  | { readonly kind: 'flag'; readonly name: string };

/** A finding with its words, weight and place: what every renderer reads. */
export interface Diagnostic {
  readonly ruleId: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  /** Address of the rule's page, relative to the project's root. */
  readonly docs: string;
  /** JSON pointer (RFC 6901) into the payload; empty for the whole document. */
  readonly path: string;
  readonly origin: Origin;
}
