import { resolve } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { checkRows } from '../../gateway/bulk/check-rows.js';
import { createRowPlanner } from '../../gateway/bulk/plan-rows.js';
import { chooseRecipientColumn } from '../../input/recipients/choose-column.js';
import { openRecipients, readRecipients } from '../../input/recipients/open-recipients.js';
import type { CommandContext } from '../context.js';
import type { CheckSetting } from './check-setting.js';
import type { Target } from './find-targets.js';

/** Checks a file of recipients as a bulk run would, short of the text, which is not known here. */
export async function checkRecipientsFile(
  target: Target,
  { overrides, toColumn }: Pick<CheckSetting, 'overrides' | 'toColumn'>,
  { io }: CommandContext,
): Promise<Diagnostic[]> {
  // Nothing is sent, so one look is enough and stdin need not be kept.
  const recipients =
    target.kind === 'stdin'
      ? await readRecipients(io.stdin, target.name)
      : await openRecipients(resolve(io.cwd, target.path), { name: target.name });
  const columns = { to: chooseRecipientColumn(recipients.columns, toColumn, target.name) };
  const planner = createRowPlanner({ content: {}, from: '', columns }, recipients.columns);
  const found: Diagnostic[] = [];
  await checkRows(recipients.rows, {
    file: target.name,
    planner,
    hasContent: false,
    duplicates: true,
    strict: false,
    overrides,
    onFinding: (_row, diagnostics) => void found.push(...diagnostics),
  });
  return found;
}
