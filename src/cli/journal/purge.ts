import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import { cleanJournals } from '../../webhook/journal/clean.js';
import { listJournals } from '../../webhook/list-journals.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag, usageError } from '../option-values.js';
import { createPrompter } from '../prompt/prompter.js';
import { refuseAlone } from '../refuse-ignored.js';
import { readDurationOption } from '../webhook/read-duration-option.js';
import { findJournalFolder } from './journal-folder.js';

/** `cmtg journal purge`: deletes files of runs that are over. */
export const runJournalPurge: CommandRun = async ({ options }, context) => {
  refuseAlone(options, [['--yes', '--all']]);
  const age = readDurationOption(options, 'olderThan', '--older-than');
  const all = readFlag(options, 'all');
  if ((age === undefined) === !all) {
    throw usageError(
      'Say what to delete: --older-than <time>, or --all.',
      'For example cmtg journal purge --older-than 7d',
    );
  }
  const folder = findJournalFolder(context);
  if (all && !readFlag(options, 'yes') && !(await agrees(folder, context))) {
    context.note(`${context.errStyle.bold('Nothing was deleted')}.`);
    return exitCodes.ok.code;
  }
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

/** Nothing brings back what people wrote, so somebody has to say it: on the terminal, or by the flag. */
async function agrees(folder: string, context: CommandContext): Promise<boolean> {
  if (!context.global.input) {
    throw usageError(
      'journal purge --all needs --yes when nobody can be asked.',
      'Look first: `cmtg journal` tells what is there. Then add --yes.',
      'usage-yes-missing',
    );
  }
  const count = (await listJournals(folder)).length;
  if (count === 0) return true;
  const files = count === 1 ? 'the one journal file' : `all ${count} journal files`;
  const question = `Delete ${files} in ${renderSafeText(folder)}, less what a listener is writing to?`;
  return createPrompter(context).confirm(question, false);
}
