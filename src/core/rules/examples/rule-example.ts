import type { Media } from '../../payload/payload.js';
import type { ProbeResult } from '../probe-result.js';

/** One example of a rule, in the form its area needs. */
export type Sample =
  /** The text of a payload or of a webhook's body, as it would stand in a file. */
  | { readonly form: 'json'; readonly text: string }
  /** A text too long to print: what it holds, and the text itself. */
  | { readonly form: 'generated'; readonly holds: string; readonly build: () => string }
  /** Bytes that are no UTF-8, one character a byte (Latin-1). */
  | { readonly form: 'bytes'; readonly latin1: string }
  /** A media file, what its server does, and what a probe makes of that. */
  | { readonly form: 'probe'; readonly media: Media; readonly server: string; readonly result: ProbeResult }
  /** A file of recipients with a template, for `cmtg send --recipients`. */
  | {
      readonly form: 'rows';
      readonly file: 'csv' | 'jsonl';
      readonly text: string;
      readonly template: string;
      readonly flags?: readonly string[];
    }
  /** A `.cmtelegramrc`. */
  | { readonly form: 'config'; readonly text: string };

/** What is written by hand about a rule; everything else comes from the catalogue and the facts. */
export interface RuleExample {
  /** Why the rule exists: what happens otherwise, and who says so. A few sentences. */
  readonly why: string;
  /** Fires the rule, and no other error. */
  readonly bad: Sample;
  /** Does not fire it, and has no error. */
  readonly good: Sample;
}

export type RuleExamples = Readonly<Record<string, RuleExample>>;
