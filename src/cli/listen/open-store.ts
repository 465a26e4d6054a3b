import { dirname, join } from 'node:path';
import { resolveStateDir } from '../../config/state-dir.js';
import { formatDuration } from '../../core/duration.js';
import { CmtgError } from '../../core/errors.js';
import { renderSafeText } from '../../render/safe-text.js';
import { cleanJournals, nameJournal } from '../../webhook/journal/clean.js';
import { type Journal, openJournal } from '../../webhook/journal/journal.js';
import { createNoJournal } from '../../webhook/no-journal.js';
import type { Store } from '../../webhook/store.js';
import type { CommandContext } from '../context.js';
import type { JournalChoice } from './read-listen-options.js';
import { sayJournalEvent, sayRecovery } from './say-journal.js';

/** Opens the store when the port is known, and then tells its file. */
export interface StoreOpener {
  open(port: number): Store;
  /** The file that is written to now; undefined without a journal. */
  file(): string | undefined;
  /** Adds a record of another kind to the journal, such as the answer of a target. */
  readonly note: Journal['note'];
}

/**
 * The store that the flags ask for. A file that was named must be writable, or nothing starts (`journal-not-writable`);
 * the default place is a courtesy: without it the listener works all the same, and says so.
 *
 * @param keep milliseconds that files of earlier runs are kept.
 */
export function openStore(choice: JournalChoice, keep: number, context: CommandContext): StoreOpener {
  let journal: Journal | undefined;
  const open = (path: string, removeWhenEmpty: boolean): Journal => {
    journal = openJournal({
      path,
      removeWhenEmpty,
      processes: context.io.processes,
      onEvent: (event) => sayJournalEvent(event, context),
    });
    sayRecovery(path, journal.recovery, context);
    return journal;
  };
  return {
    file: () => journal?.path,
    note: (record) => journal?.note(record),
    open(port) {
      if (choice.kind === 'none') return createNoJournal();
      if (choice.kind === 'file') return openNamed(choice.path, (path) => open(path, false));
      return openDefault(port, keep, context, (path) => open(path, true)) ?? createNoJournal();
    },
  };
}

function openNamed(path: string, open: (path: string) => Journal): Journal {
  try {
    return open(path);
  } catch (error) {
    if (error instanceof CmtgError) throw error;
    throw new CmtgError(`The journal ${path} cannot be written: ${explain(error)}.`, {
      code: 'journal-not-writable',
      category: 'input',
      hint: 'Name another file with --journal, or keep nothing with --no-journal.',
      cause: error,
    });
  }
}

function openDefault(
  port: number,
  keep: number,
  context: CommandContext,
  open: (path: string) => Journal,
): Journal | undefined {
  const state = resolveStateDir(context.io.env, context.io.home);
  const now = context.io.clock.now();
  try {
    if (state === undefined) throw new Error('there is no home directory');
    const folder = join(state, 'journal');
    const removed = cleanJournals(folder, now - keep, context.io.processes);
    if (removed > 0) {
      const files = removed === 1 ? '1 journal file' : `${removed} journal files`;
      context.note(`Removed ${files} older than ${formatDuration(keep)} (journal.keep) from ${folder}`);
    }
    return open(nameJournal(folder, now, port));
  } catch (error) {
    const place = state === undefined ? '' : ` in ${dirname(join(state, 'journal'))}`;
    context.stderr.write(
      `${context.errStyle.yellow('warning:')} No journal is kept: it cannot be written${renderSafeText(place)} (${renderSafeText(explain(error))}). Name a file with --journal.\n`,
    );
    return undefined;
  }
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
