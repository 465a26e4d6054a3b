import type { BulkPlan } from '../../gateway/bulk/plan.js';
import type { RowStates } from '../../gateway/ledger/row-states.js';
import { group } from '../../render/bulk-progress.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { askYesNo } from './confirm.js';
import { runResume } from './resume.js';

/** A run that began a ledger and is over. */
export interface OverRun {
  readonly code: number;
  readonly path: string;
  readonly plan: BulkPlan;
  readonly states: RowStates;
}

/**
 * `--on-unknown ask` at the end of a first run: whoever may have got nothing is named by then, so this is the moment to
 * decide. Yes resumes the ledger and sends again; no leaves the run as it ended, and so does Ctrl-C, which ends with 130.
 * Asked only when all other rows are settled and a terminal is there. Returns the exit code.
 */
export async function offerResend(run: OverRun, input: CommandInput, context: CommandContext): Promise<number> {
  const { code, path, plan, states } = run;
  const { accepted, rejected, unknown, refused } = states.counts;
  const isThrough = accepted + rejected + unknown + refused >= plan.input.selected;
  if (code !== exitCodes.unknown.code || !isThrough || !context.global.input || context.global.json) return code;
  const what = unknown === 1 ? 'this message' : `these ${group(unknown)} messages`;
  const question = `Send ${what} again, perhaps twice?`;
  if (!(await askYesNo(question, 'nothing was sent again', context))) return code;
  return runResume({ ...input, args: [path], options: { ...input.options, onUnknown: 'resend' } }, context);
}
