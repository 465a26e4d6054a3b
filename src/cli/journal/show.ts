import { renderDateTime } from '../../render/webhook-view.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { refuseTogether } from '../refuse-ignored.js';
import { chooseRenderer, viewFlags } from '../webhook/choose-renderer.js';
import { createWebhookReader } from '../webhook/create-webhook-reader.js';
import { writeOut } from '../webhook/write-out.js';
import { openJournalFiles, selectEntries } from './entries.js';
import { readSelection } from './read-selection.js';
import { createTally, listMissing, sayTally } from './tally.js';

/** `cmtg journal show`: webhooks as `listen` shows them, with the day: a journal spans many. */
export const runJournalShow: CommandRun = async (input, context) => {
  refuseTogether(input.options, viewFlags);
  const selection = readSelection(input, context);
  const files = await openJournalFiles(selection.journal, context);
  const render = chooseRenderer(input.options, context, renderDateTime);
  const tally = createTally(selection.ids);
  let shown = 0;
  for await (const entry of selectEntries(selection, files, createWebhookReader(), tally)) {
    if (context.stdout.closed || context.io.interrupted.aborted) break;
    await writeOut(context, render(entry));
    shown++;
  }
  sayTally(tally, context);
  if (listMissing(tally).length > 0) return exitCodes.findings.code;
  if (shown === 0 && !context.global.json) context.note('No webhook in the journal is like that.');
  return exitCodes.ok.code;
};
