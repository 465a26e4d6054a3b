import type { RecipientResult } from '../core/wire/outcome.js';

/** One word for everybody: doubt wins, then `partial` when some were accepted and others not. */
export type OutcomeWord = 'accepted' | 'rejected' | 'partial' | 'not-sent' | 'unknown';

export function summarize(results: readonly RecipientResult[]): OutcomeWord {
  const states = new Set(results.map((result) => result.state));
  if (states.has('unknown')) return 'unknown';
  if (states.has('accepted')) return states.size === 1 ? 'accepted' : 'partial';
  return states.has('rejected') ? 'rejected' : 'not-sent';
}
