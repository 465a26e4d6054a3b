import { resolve } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import { isInShard } from '../../gateway/bulk/shard.js';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { replayLedger } from '../../gateway/ledger/replay.js';
import { type RowState, rowState } from '../../gateway/ledger/row-states.js';
import { openRecipients } from '../../input/recipients/open-recipients.js';
import { toCsvLine } from '../../input/recipients/write-csv.js';
import { group } from '../../render/bulk-progress.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { readString, usageError } from '../option-values.js';
import { readFingerprint } from './fingerprint.js';

/** What can be exported, by the word of `--state`. */
export const exportable: Readonly<Record<string, RowState>> = {
  accepted: rowState.accepted,
  rejected: rowState.rejected,
  unknown: rowState.unknown,
  'not-sent': rowState.none,
  invalid: rowState.refused,
};

/** `cmtg bulk export`: the rows of the input that ended in one state, as CSV with the input's columns. */
export const runExport: CommandRun = async ({ args, options }, context) => {
  const word = readString(options, 'state') ?? '';
  const wanted = exportable[word];
  if (wanted === undefined) {
    throw usageError('Which rows? --state takes rejected, unknown, not-sent, accepted or invalid.');
  }
  const path = resolve(context.io.cwd, args[0] ?? '');
  const { header, states } = await replayLedger(
    path,
    createNodeLedgerFs(() => ''),
  );
  const { input, columns, shard } = header.plan;
  if ((await readFingerprint(input.path)).sha256 !== input.sha256) {
    throw new CmtgError(`${input.path} is not the file that the run began with.`, {
      code: 'bulk-input-changed',
      category: 'input',
      hint: 'The rows are read from it: put the original back.',
    });
  }
  const recipients = await openRecipients(input.path);
  const { names, positions } = recipients.columns;
  const delimiter = recipients.format.delimiter ?? ',';
  const at = positions.get(columns.to) ?? 0;
  let begun = false;
  let count = 0;
  for await (const chunk of recipients.rows) {
    let text = begun ? '' : toCsvLine(names, delimiter);
    begun = true;
    for (const row of chunk) {
      if (states.state(row.index) !== wanted || !isInShard((row.values[at] ?? '').trim(), shard)) continue;
      count++;
      text += toCsvLine(
        names.map((_, position) => row.values[position]),
        delimiter,
      );
    }
    if (!context.stdout.write(text)) await context.stdout.drained();
    if (context.stdout.closed) break;
  }
  context.note(`${group(count)} rows are ${word}.`);
  return exitCodes.ok.code;
};
