import type { AnswerEntry } from './parse-answer.js';
import type { Addressee } from './plan.js';

/**
 * Finds the answer's entry for every planned message; undefined where there is none that certainly belongs to it.
 *
 * CM echoes `reference`, so that decides first. It may be null, and a user may give all messages the same one; then
 * the chat ID decides, and among equal chat IDs the order of the request. An entry that carries the reference of one
 * message is never given to another.
 */
export function matchAnswer(
  planned: readonly Addressee[],
  entries: readonly AnswerEntry[],
): (AnswerEntry | undefined)[] {
  // The usual answer names everybody in the order of the request, and then there is nothing to search.
  if (isInOrder(planned, entries)) return entries.slice();
  const found: (AnswerEntry | undefined)[] = planned.map(() => undefined);
  const free = new Set([...entries.keys()]);
  const ours = new Set(planned.map((message) => message.reference));

  const pass = (
    keyOfMessage: (message: Addressee) => string | null,
    keyOfEntry: (entry: AnswerEntry) => string | null,
    sameCountOnly = false,
  ): void => {
    const waiting = group(
      [...planned.keys()].filter((index) => found[index] === undefined),
      (index) => keyOfMessage(planned[index] as Addressee),
    );
    const offered = group(free.values(), (index) => keyOfEntry(entries[index] as AnswerEntry));
    for (const [key, messages] of waiting) {
      const candidates = offered.get(key) ?? [];
      if (sameCountOnly && candidates.length !== messages.length) continue;
      for (const [position, entry] of candidates.slice(0, messages.length).entries()) {
        found[messages[position] as number] = entries[entry];
        free.delete(entry);
      }
    }
  };

  const unclaimed = (key: (to: string) => string) => (entry: AnswerEntry) =>
    entry.to === null || (entry.reference !== null && ours.has(entry.reference)) ? null : key(entry.to);

  pass(
    (message) => (message.reference === undefined ? null : pair(message.reference, message.to)),
    (entry) => (entry.reference === null || entry.to === null ? null : pair(entry.reference, entry.to)),
  );
  pass(
    (message) => message.reference ?? null,
    (entry) => entry.reference,
    true,
  );
  pass((message) => message.to, unclaimed(String));
  pass((message) => plain(message.to), unclaimed(plain));
  if (entries.length === planned.length) {
    // An entry that names nobody stands for the message in the same place.
    for (const index of free) {
      const entry = entries[index];
      if (entry?.to === null && entry.reference === null) found[index] ??= entry;
    }
  }
  return found;
}

function isInOrder(planned: readonly Addressee[], entries: readonly AnswerEntry[]): boolean {
  return (
    planned.length === entries.length &&
    planned.every(({ to, reference }, index) => {
      const entry = entries[index];
      return reference !== undefined && entry?.reference === reference && entry.to === to;
    })
  );
}

function group(indexes: Iterable<number>, keyOf: (index: number) => string | null): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const index of indexes) {
    const key = keyOf(index);
    if (key === null) continue;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [index]);
    else members.push(index);
  }
  return groups;
}

function pair(reference: string, to: string): string {
  return JSON.stringify([reference, to]);
}

/** Assumed: an answer may write a number with or without the international prefix. A minus is kept, it marks a group. */
function plain(to: string): string {
  return to.trim().replace(/^(?:\+|00)/, '');
}
