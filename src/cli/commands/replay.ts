import { parseTarget } from '../../webhook/target.js';
import type { CommandRun } from '../command-spec.js';
import { openJournalFiles, selectEntries } from '../journal/entries.js';
import { readSelection } from '../journal/read-selection.js';
import { createTally } from '../journal/tally.js';
import { readFlag, readString, usageError } from '../option-values.js';
import { refuseTogether } from '../refuse-ignored.js';
import { readSpeed } from '../replay/read-speed.js';
import { replayAll } from '../replay/replay-all.js';
import { writeCurl } from '../replay/write-curl.js';
import { createWebhookReader } from '../webhook/create-webhook-reader.js';
import { readDurationOption } from '../webhook/read-duration-option.js';

/** `cmtg replay`: webhooks from the journal once more. */
export const runReplay: CommandRun = async (input, context) => {
  const { options } = input;
  refuseTogether(options, [['--as-curl', '--json']]);
  const to = readString(options, 'to');
  if (to === undefined) {
    throw usageError(
      'No address to post to.',
      'Give --to, for example --to http://localhost:3000/webhook.',
      'usage-to-missing',
    );
  }
  const target = parseTarget(to, '--to');
  const selection = readSelection(input, context);
  const { ids, last, since, journal } = selection;
  if (
    ids.size === 0 &&
    last === undefined &&
    since === undefined &&
    journal === undefined &&
    options['filter'] === undefined
  ) {
    throw usageError(
      'Nothing says what to send again.',
      'Give ids, --last N, --since, --filter or --journal FILE. `cmtg journal show --compact` tells the ids.',
      'usage-selection-missing',
    );
  }
  const files = await openJournalFiles(journal, context);
  const tally = createTally(ids);
  const entries = selectEntries(selection, files, createWebhookReader(), tally);
  if (readFlag(options, 'asCurl')) return writeCurl({ entries, tally, target }, context);
  return replayAll(
    {
      entries,
      files,
      tally,
      target,
      compare: readCompare(options),
      speed: readSpeed(options),
      timeoutMs: readDurationOption(options, 'timeout', '--timeout') ?? 30_000,
    },
    context,
  );
};

function readCompare(options: Readonly<Record<string, unknown>>): 'body' | 'status' | 'none' {
  const value = readString(options, 'compare');
  return value === 'status' || value === 'none' ? value : 'body';
}
