import { buildBody } from '../../core/wire/build-request.js';
import type { Addressee } from '../../core/wire/plan.js';
import type { IntentRow } from '../ledger/record.js';
import type { WrittenBatch } from '../post.js';
import { buildTask, type Task } from './row.js';

/** One request of a bulk run: what the ledger announces, and what is posted. */
export interface BulkBatch extends WrittenBatch {
  readonly rows: readonly IntentRow[];
}

/**
 * Writes the request of these tasks. The JSON of the single messages is let go here: while a request is under way, its
 * body and a few words a message are all that stays.
 */
export function writeBatch(tasks: readonly Task[], campaign: string): BulkBatch {
  const written = tasks.map((task) => buildTask(task, campaign));
  return { rows: tasks.map(toIntentRow), messages: written.map(toAddressee), body: buildBody(written) };
}

function toAddressee({ to, reference = '', part }: Addressee): Addressee {
  return part === undefined ? { to, reference } : { to, reference, part };
}

function toIntentRow({ row, part }: Task): IntentRow {
  const { index, line, to, parts } = row;
  return parts.length === 1 ? [index, line, to] : [index, line, to, part + 1, parts.length];
}
