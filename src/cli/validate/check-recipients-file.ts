import { resolve } from 'node:path';
import type { SeverityOverrides } from '../../core/diagnostics/build-diagnostics.js';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { checkRows } from '../../gateway/bulk/check-rows.js';
import { createRowPlanner } from '../../gateway/bulk/plan-rows.js';
import { chooseRecipientColumn } from '../../input/recipients/choose-column.js';
import { openRecipients } from '../../input/recipients/open-recipients.js';
import type { CommandContext } from '../context.js';
import { usageError } from '../option-values.js';
import type { Target } from './find-targets.js';

/** Checks a file of recipients as a bulk run would, short of the text, which is not known here. */
export async function checkRecipientsFile(
  target: Target,
  overrides: SeverityOverrides,
  { io }: CommandContext,
): Promise<Diagnostic[]> {
  if (target.kind === 'stdin') {
    throw usageError('Recipients are read twice, so they cannot come from stdin here.', 'Name the file.');
  }
  const recipients = await openRecipients(resolve(io.cwd, target.path), { name: target.name });
  const columns = { to: chooseRecipientColumn(recipients.columns, undefined, target.name) };
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
