import type { BulkPlan } from '../../gateway/bulk/plan.js';
import { createRowPlanner } from '../../gateway/bulk/plan-rows.js';
import type { BulkRow } from '../../gateway/bulk/row.js';
import { isInShard } from '../../gateway/bulk/shard.js';
import { type RowStates, rowState } from '../../gateway/ledger/row-states.js';
import { openRecipients } from '../../input/recipients/open-recipients.js';

/** The rows of a plan that are not settled yet, ready to be sent, read as they are needed. */
export async function* openRows(
  plan: BulkPlan,
  states: RowStates,
  onBytes?: (bytes: Uint8Array) => void,
): AsyncGenerator<readonly BulkRow[]> {
  const recipients = await openRecipients(plan.input.path, onBytes === undefined ? {} : { onBytes });
  const planner = createRowPlanner(plan, recipients.columns);
  for await (const chunk of recipients.rows) {
    const rows: BulkRow[] = [];
    for (const row of chunk) {
      const state = states.state(row.index);
      if (state !== rowState.none && state !== rowState.unknown) continue;
      if (isInShard(planner.to(row), plan.shard)) rows.push(planner.plan(row));
    }
    yield rows;
  }
}
