import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';

/** What reading journals turned up besides webhooks. Complete when everything was read. */
export interface Tally {
  /** Lines whose checksum or form is wrong: what they held is not shown, not exported, not sent. */
  damaged: number;
  /** Ids that were asked for and not seen yet. */
  readonly missing: Set<string>;
  isComplete: boolean;
}

export function createTally(ids: ReadonlySet<string>): Tally {
  return { damaged: 0, missing: new Set(ids), isComplete: false };
}

/** Ids that are in no journal, once that is known. */
export function listMissing({ missing, isComplete }: Tally): readonly string[] {
  return isComplete ? [...missing] : [];
}

/** Says on stderr, also with --quiet, what was passed over and which ids are in no journal. */
export function sayTally(tally: Tally, { stderr, errStyle }: CommandContext): void {
  const { damaged } = tally;
  if (damaged > 0) {
    const lines = damaged === 1 ? '1 damaged line was' : `${damaged} damaged lines were`;
    stderr.write(`${errStyle.yellow('warning:')} ${lines} passed over; \`cmtg journal list\` tells in which file\n`);
  }
  const missing = listMissing(tally);
  if (missing.length > 0) {
    stderr.write(`${errStyle.red('not in the journal:')} ${renderSafeText(missing.join(', '))}\n`);
  }
}
