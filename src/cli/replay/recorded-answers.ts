import { readLines } from '../journal/entries.js';

/** An answer that `listen --forward` kept. */
export interface RecordedAnswer {
  readonly target: string;
  readonly status: number;
  readonly sha256: string;
}

/** Looks an answer up: the last of the same target, else the last of any. Undefined when none was kept. */
export type FindAnswer = (id: string, target: string) => RecordedAnswer | undefined;

/** Collects the answers of several journals. They stand behind their webhooks, so this is a pass of its own. */
export async function readRecordedAnswers(files: readonly string[]): Promise<FindAnswer> {
  const answers = new Map<string, RecordedAnswer[]>();
  for await (const line of readLines(files)) {
    if (line.type !== 'other' || line.value['type'] !== 'answer') continue;
    const { id, target, status, sha256 } = line.value;
    // Nobody was there: that is no answer which a new one could differ from.
    if (typeof status !== 'number') continue;
    if (typeof id !== 'string' || typeof target !== 'string' || typeof sha256 !== 'string') continue;
    const known = answers.get(id) ?? [];
    known.push({ target, status, sha256 });
    answers.set(id, known);
  }
  return (id, target) => {
    const known = answers.get(id);
    return known?.findLast((answer) => answer.target === target) ?? known?.at(-1);
  };
}
