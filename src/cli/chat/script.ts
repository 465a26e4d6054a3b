import type { MediaKind } from '../../core/channel/media-kind.js';
import type { UserAction } from '../../sandbox/conversation.js';

/** A conversation as a test: what the person does, and what the bot must answer. */
export interface Script {
  /** As it was named on the command line. */
  readonly file: string;
  readonly name: string;
  readonly chat?: string;
  readonly bot?: string;
  /** Name of the person. */
  readonly as?: string;
  /** Faults to set before the first step, as `--fault` takes them. */
  readonly faults?: readonly string[];
  readonly seed: number;
  readonly steps: readonly Step[];
}

/** Where a step stands in the file, and in one line what it does. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly label: string;
}

export type Step = Place &
  (
    | { readonly do: 'act'; readonly action: UserAction }
    /** Answers the last message of the bot, or the last one whose text holds `to`. */
    | { readonly do: 'reply'; readonly text: string; readonly to?: string }
    | { readonly do: 'expect'; readonly expectation: Expectation; readonly withinMs: number }
    | { readonly do: 'expect-nothing'; readonly forMs: number }
    | { readonly do: 'advance'; readonly ms: number }
    | { readonly do: 'faults'; readonly faults: readonly string[]; readonly seed: number }
  );

/** What the next message of the bot must be; everything that is named must hold. */
export interface Expectation {
  /** The whole text, or the whole caption. */
  readonly text?: string;
  /** Source of a regular expression that the text or caption must match, flag `u`. */
  readonly pattern?: string;
  /** The kind of file, or `any`. */
  readonly media?: MediaKind | 'any';
  /** File name. */
  readonly name?: string;
  /** Address of the file. */
  readonly uri?: string;
}
