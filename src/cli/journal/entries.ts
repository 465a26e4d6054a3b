import { resolve } from 'node:path';
import type { WebhookFilter } from '../../core/inbound/filter.js';
import type { ParsedWebhook } from '../../core/inbound/parsed-webhook.js';
import { unreadable } from '../../input/read-text.js';
import { readJournal } from '../../webhook/journal/read-journal.js';
import { listJournals } from '../../webhook/list-journals.js';
import type { ReceivedWebhook } from '../../webhook/received-webhook.js';
import type { CommandContext } from '../context.js';
import type { ReadParsed } from '../webhook/create-webhook-reader.js';
import { checkJournal } from './check-journal.js';
import { findJournalFolder } from './journal-folder.js';
import { createTally, type Tally } from './tally.js';

/** Which webhooks of the journals are wanted. */
export interface Selection {
  /** One file instead of all in the journal folder. */
  readonly journal: string | undefined;
  /** Without any, all. */
  readonly ids: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly since: number | undefined;
  readonly filter: WebhookFilter;
  readonly last: number | undefined;
}

export interface Entry {
  readonly webhook: ReceivedWebhook;
  readonly parsed: ParsedWebhook;
}

/** The files that a selection reads, oldest first. */
export async function findJournalFiles(journal: string | undefined, context: CommandContext): Promise<string[]> {
  if (journal !== undefined) return [resolve(context.io.cwd, journal)];
  return (await listJournals(findJournalFolder(context))).map(({ path }) => path);
}

/** The same, for those who end with what the files hold: a file that was named must be a journal (`not-a-journal`). */
export async function openJournalFiles(journal: string | undefined, context: CommandContext): Promise<string[]> {
  const files = await findJournalFiles(journal, context);
  if (journal !== undefined) for (const file of files) await checkJournal(file);
  return files;
}

/**
 * The wanted webhooks, oldest first, one at a time; of a large journal only what is wanted stays in memory. `tally` takes
 * what is not wanted to go unsaid.
 */
export async function* selectEntries(
  selection: Selection,
  files: readonly string[],
  read: ReadParsed,
  tally: Tally = createTally(selection.ids),
): AsyncGenerator<Entry> {
  const { last } = selection;
  if (last === undefined) {
    yield* matchEntries(selection, files, read, tally);
    return;
  }
  let recent: Entry[] = [];
  for await (const entry of matchEntries(selection, files, read, tally)) {
    recent.push(entry);
    // Cut now and then, not for every entry: shifting a long list each time would be quadratic.
    if (recent.length >= 2 * last + 64) recent = recent.slice(-last);
  }
  yield* recent.slice(-last);
}

async function* matchEntries(
  { ids, since, filter }: Selection,
  files: readonly string[],
  read: ReadParsed,
  tally: Tally,
): AsyncGenerator<Entry> {
  for await (const line of readLines(files)) {
    // The last line of a run that goes on may be half written.
    if (line.type === 'bad' && line.reason !== 'torn') tally.damaged++;
    if (line.type !== 'webhook') continue;
    const { webhook } = line;
    tally.missing.delete(webhook.id);
    if (ids.size > 0 && !ids.has(webhook.id)) continue;
    if (since !== undefined && Date.parse(webhook.receivedAt) < since) continue;
    const parsed = read(webhook);
    if (filter(parsed)) yield { webhook, parsed };
  }
  tally.isComplete = true;
}

/** Every line of several journals. */
export async function* readLines(files: readonly string[]): ReturnType<typeof readJournal> {
  for (const file of files) {
    try {
      yield* readJournal(file);
    } catch (cause) {
      throw unreadable(file, cause);
    }
  }
}
