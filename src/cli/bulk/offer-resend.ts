import type { BulkPlan } from '../../gateway/bulk/plan.js';
import type { RowStates } from '../../gateway/ledger/row-states.js';
import { group } from '../../render/bulk-progress.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { createPrompter } from '../prompt/prompter.js';
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
 * decide. Yes resumes the ledger and sends again; anything else leaves the run as it ended. Asked only when all other rows
 * are settled and a terminal is there. Returns the exit code.
 */
export async function offerResend(run: OverRun, input: CommandInput, context: CommandContext): Promise<number> {
  const { code, path, plan, states } = run;
  const { accepted, rejected, unknown, refused } = states.counts;
  const isThrough = accepted + rejected + unknown + refused >= plan.input.selected;
  if (code !== exitCodes.unknown.code || !isThrough || !context.global.input || context.global.json) return code;
  if (!(await askToResend(unknown, context))) return code;
  return runResume({ ...input, args: [path], options: { ...input.options, onUnknown: 'resend' } }, context);
}

async function askToResend(count: number, context: CommandContext): Promise<boolean> {
  const what = count === 1 ? 'this message' : `these ${group(count)} messages`;
  try {
    return await createPrompter(context).confirm(`Send ${what} again, perhaps twice?`, false);
  } catch {
    return false;
  }
}
