import type { BulkPlan } from '../../gateway/bulk/plan.js';
import { createReference } from '../../gateway/bulk/row.js';
import { openRecipients } from '../../input/recipients/open-recipients.js';
import { createFingerprint } from './fingerprint.js';

/** The references that the messages of a run carry: what they are looked up by in CM's log. */
export interface References {
  /** Undefined when it stood in a file that is gone or changed. Parts count from 1. */
  readonly find: (row: number, line: number, to: string, part: number) => string | undefined;
  /** The file that the references stood in is gone or changed. */
  readonly lost: boolean;
}

/** Most references follow from the plan; those of a column are read from the file of recipients. */
export async function openReferences(plan: BulkPlan): Promise<References> {
  const { campaign, columns, input } = plan;
  const own: References['find'] = (_row, line, to, part) => createReference(campaign, line, to, part - 1);
  if (columns.reference === undefined) return { find: own, lost: false };
  const given = await readColumn(input, columns.reference).catch(() => undefined);
  if (given === undefined) return { find: () => undefined, lost: true };
  return { find: (row, ...message) => given.get(row) ?? own(row, ...message), lost: false };
}

/** The values of a column by row, less the empty ones; undefined when the file is not the one that was sent. */
async function readColumn(input: BulkPlan['input'], column: string): Promise<Map<number, string> | undefined> {
  const fingerprint = createFingerprint();
  const { columns, rows } = await openRecipients(input.path, { onBytes: (bytes) => fingerprint.add(bytes) });
  const values = new Map<number, string>();
  for await (const chunk of rows) {
    const at = columns.positions.get(column);
    if (at === undefined) continue;
    for (const row of chunk) {
      const value = row.values[at]?.trim() ?? '';
      if (value !== '') values.set(row.index, value);
    }
  }
  return fingerprint.finish().sha256 === input.sha256 ? values : undefined;
}
