import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { unreadable } from '../../input/read-text.js';
import { renderJournals, type ShownJournal } from '../../render/journals.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import { measureJournal } from '../../webhook/journal/end-of-data.js';
import { type JournalFile, listJournals } from '../../webhook/list-journals.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { readString } from '../option-values.js';
import { checkJournal } from './check-journal.js';
import { readLines } from './entries.js';
import { findJournalFolder } from './journal-folder.js';

/** `cmtg journal list`: the files and what is in them. */
export const runJournalList: CommandRun = async ({ options }, context) => {
  const named = readString(options, 'journal');
  const folder = named === undefined ? findJournalFolder(context) : undefined;
  const files =
    named === undefined ? await listJournals(folder ?? '') : [await describeFile(resolve(context.io.cwd, named))];
  const journals: ShownJournal[] = [];
  for (const file of files) journals.push(await countLines(file));
  if (context.global.json) {
    context.stdout.write(
      `${renderSafeJson({ version: 1, command: 'journal list', folder: folder ?? null, journals })}\n`,
    );
  } else if (journals.length === 0)
    context.note(`No journal yet in ${renderSafeText(folder ?? '')}; cmtg listen writes one.`);
  else context.stdout.write(renderJournals(journals, context.outStyle));
  return exitCodes.ok.code;
};

async function countLines({ path, bytes }: JournalFile): Promise<ShownJournal> {
  let webhooks = 0;
  let damaged = 0;
  let first: string | null = null;
  let last: string | null = null;
  for await (const line of readLines([path])) {
    // The last line of a run that goes on may be half written.
    if (line.type === 'bad' && line.reason !== 'torn') damaged++;
    if (line.type !== 'webhook') continue;
    webhooks++;
    first ??= line.webhook.receivedAt;
    last = line.webhook.receivedAt;
  }
  return { file: path, bytes: measureJournal(path, bytes), webhooks, damaged, first, last };
}

async function describeFile(path: string): Promise<JournalFile> {
  await checkJournal(path);
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, name: basename(path), bytes: size, changedAt: mtimeMs };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}
