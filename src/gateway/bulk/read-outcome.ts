import type { BatchOutcome, RecipientResult, State } from '../../core/wire/outcome.js';
import type { OutcomeNote, StateLetter } from '../ledger/record.js';

const letters: Readonly<Record<State, StateLetter>> = { accepted: 'a', rejected: 'r', unknown: 'u', 'not-sent': 'n' };

/** What the ledger keeps of an outcome: a letter a message, and a note where there is more to say. */
export function readOutcome({ results }: Pick<BatchOutcome, 'results'>): { states: string; notes: OutcomeNote[] } {
  const notes: OutcomeNote[] = [];
  results.forEach((result, place) => {
    const note = toNote(place, result);
    if (note !== undefined && !sameAsBefore(note, notes.at(-1))) notes.push(note);
  });
  return { states: results.map(({ state }) => letters[state]).join(''), notes };
}

function toNote(place: number, result: RecipientResult): OutcomeNote | undefined {
  if (result.state === 'accepted') return undefined;
  return [place, result.errorCode, result.reason ?? null, result.details?.slice(0, 300) ?? null];
}

/** What fails as a whole fails for one reason: a note holds until the next one, for all that were not accepted. */
function sameAsBefore(note: OutcomeNote, before: OutcomeNote | undefined): boolean {
  return before !== undefined && note[1] === before[1] && note[2] === before[2] && note[3] === before[3];
}
