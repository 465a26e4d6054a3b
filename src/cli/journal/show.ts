import { renderDateTime } from '../../render/webhook-view.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { chooseRenderer } from '../webhook/choose-renderer.js';
import { createWebhookReader } from '../webhook/create-webhook-reader.js';
import { writeOut } from '../webhook/write-out.js';
import { findJournalFiles, selectEntries } from './entries.js';
import { readSelection } from './read-selection.js';

/** `cmtg journal show`: webhooks as `listen` shows them, with the day: a journal spans many. */
export const runJournalShow: CommandRun = async (input, context) => {
  const selection = readSelection(input, context);
  const files = await findJournalFiles(selection.journal, context);
  const render = chooseRenderer(input.options, context, renderDateTime);
  let shown = 0;
  for await (const entry of selectEntries(selection, files, createWebhookReader())) {
    if (context.stdout.closed || context.io.interrupted.aborted) break;
    await writeOut(context, render(entry));
    shown++;
  }
  if (shown === 0 && !context.global.json) context.note('No webhook in the journal is like that.');
  return exitCodes.ok.code;
};
