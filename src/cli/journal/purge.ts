import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import { cleanJournals } from '../../webhook/journal/clean.js';
import { listJournals } from '../../webhook/list-journals.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag, usageError } from '../option-values.js';
import { readDurationOption } from '../webhook/read-duration-option.js';
import { findJournalFolder } from './journal-folder.js';

/** `cmtg journal purge`: deletes files of runs that are over. */
export const runJournalPurge: CommandRun = async ({ options }, context) => {
  const age = readDurationOption(options, 'olderThan', '--older-than');
  const all = readFlag(options, 'all');
  if ((age === undefined) === !all) {
    throw usageError(
      'Say what to delete: --older-than <time>, or --all.',
      'For example cmtg journal purge --older-than 7d',
    );
  }
  const folder = findJournalFolder(context);
  // The clock of a file system may be ahead of ours.
  const before = all ? Number.POSITIVE_INFINITY : context.io.clock.now() - (age ?? 0);
  const removed = cleanJournals(folder, before, context.io.processes);
  const left = (await listJournals(folder)).length;
  if (context.global.json) {
    context.stdout.write(`${renderSafeJson({ version: 1, command: 'journal purge', folder, removed, left })}\n`);
  } else {
    context.stdout.write(
      `${removed} file${removed === 1 ? '' : 's'} deleted from ${renderSafeText(folder)}, ${left} left.\n`,
    );
  }
  return exitCodes.ok.code;
};
