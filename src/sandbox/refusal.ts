import { type RefusalBehaviour, type RefusalId, refusals } from './behaviour.js';

/** A refusal that happened: which row of the table, and the answer's words with the values filled in. */
export interface Refusal {
  readonly id: RefusalId;
  readonly errorCode: number;
  readonly details: string;
  /** HTTP status when the whole request is refused. */
  readonly status?: number;
}

/** Fills a row of the table in. Values may be foreign text: they go into a JSON answer only. */
export function buildRefusal(id: RefusalId, args: Readonly<Record<string, string | number>> = {}): Refusal {
  const row: RefusalBehaviour = refusals[id];
  const details = row.details.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
  return { id, errorCode: row.errorCode, details, ...(row.status === undefined ? {} : { status: row.status }) };
}
