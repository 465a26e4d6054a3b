import { resolve } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import type { BulkPlan } from '../../gateway/bulk/plan.js';
import { createRowPlanner, type RowPlanner } from '../../gateway/bulk/plan-rows.js';
import { findReference } from '../../gateway/bulk/row.js';
import { isInShard } from '../../gateway/bulk/shard.js';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { replayLedger } from '../../gateway/ledger/replay.js';
import { type RowState, type RowStates, rowState } from '../../gateway/ledger/row-states.js';
import { referenceColumn } from '../../input/recipients/choose-column.js';
import { openRecipients, type Recipients } from '../../input/recipients/open-recipients.js';
import type { RecipientRow } from '../../input/recipients/row.js';
import { toCsvLine } from '../../input/recipients/write-csv.js';
import { count } from '../../render/bulk-progress.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
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

/**
 * `cmtg bulk export`: the rows of the input that ended in one state, as CSV with the input's columns and one more for the
 * references of the row's messages, by which CM's log is searched.
 */
export const runExport: CommandRun = async ({ args, options }, context) => {
  const word = readString(options, 'state') ?? '';
  const wanted = exportable[word];
  if (wanted === undefined) {
    throw usageError('Which rows? --state takes rejected, unknown, not-sent, accepted or invalid.');
  }
  if (context.global.json) {
    throw usageError(
      'bulk export writes CSV and has no --json.',
      'For figures and references: cmtg bulk status --json.',
    );
  }
  const path = resolve(context.io.cwd, args[0] ?? '');
  const { header, states } = await replayLedger(
    path,
    createNodeLedgerFs(() => ''),
  );
  const { plan } = header;
  if ((await readFingerprint(plan.input.path)).sha256 !== plan.input.sha256) {
    throw new CmtgError(`${plan.input.path} is not the file that the run began with.`, {
      code: 'bulk-input-changed',
      category: 'input',
      hint: 'The rows are read from it: put the original back.',
    });
  }
  const rows = await writeRows(plan, states, wanted, context);
  context.note(`${count(rows, 'row')} ${rows === 1 ? 'is' : 'are'} ${word}.`);
  return exitCodes.ok.code;
};

/** Writes the rows that are wanted, and tells how many there were. */
async function writeRows(
  plan: BulkPlan,
  states: RowStates,
  wanted: RowState,
  { stdout }: CommandContext,
): Promise<number> {
  const recipients = await openRecipients(plan.input.path);
  const planner = createRowPlanner(plan, recipients.columns);
  const delimiter = recipients.format.delimiter ?? ',';
  const names = (await readNames(plan, recipients)).filter((name) => name !== referenceColumn);
  let rows = 0;
  stdout.write(toCsvLine([...names, referenceColumn], delimiter));
  for await (const chunk of recipients.rows) {
    let text = '';
    for (const row of chunk) {
      if (states.state(row.index) !== wanted || !isInShard(planner.to(row), plan.shard)) continue;
      rows++;
      const values = names.map((name) => row.values[recipients.columns.positions.get(name) ?? -1]);
      // What was left out never got one.
      const references = wanted === rowState.refused ? '' : listReferences(row, planner, plan);
      text += toCsvLine([...values, references], delimiter);
    }
    if (!stdout.write(text)) await stdout.drained();
    if (stdout.closed) break;
  }
  return rows;
}

/** All names of a file of JSON lines are known at its end only, and the first line of the export has them. */
async function readNames({ input }: BulkPlan, recipients: Recipients): Promise<readonly string[]> {
  if (recipients.format.kind === 'csv') return recipients.columns.names;
  const { columns, rows } = await openRecipients(input.path);
  for await (const _chunk of rows);
  return columns.names;
}

/** Of several parts, each has its own. */
function listReferences(row: RecipientRow, planner: RowPlanner, { campaign }: BulkPlan): string {
  const planned = planner.plan(row);
  const references = planned.parts.map((_, part) => findReference(planned, part, campaign));
  return [...new Set(references)].join(' ');
}
