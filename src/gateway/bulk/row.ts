import { hash } from 'node:crypto';
import type { PlannedMessage } from '../../core/wire/plan.js';

/** One message of a row. */
export interface RowPart {
  /** Telegram messages it becomes: media files count one each. */
  readonly weight: number;
  /** The `msg[]` entry as JSON. */
  readonly toJson: (to: string, reference: string) => string;
}

/** One recipient of a bulk run with everything he gets, in order. */
export interface BulkRow {
  /** Counts the rows of the file from 0. */
  readonly index: number;
  readonly line: number;
  /** The chat ID. */
  readonly to: string;
  /** Used instead of one that cmtg makes. */
  readonly reference?: string | undefined;
  readonly parts: readonly RowPart[];
}

/** One part of a row that waits to be posted. */
export interface Task {
  readonly row: BulkRow;
  /** From 0. */
  readonly part: number;
  /** How often it was posted before with an unknown outcome. */
  readonly again: number;
}

/** The message of a task, ready to be posted. */
export function buildTask({ row, part }: Task, campaign: string): PlannedMessage {
  const { to, parts } = row;
  const reference = findReference(row, part, campaign);
  const json = parts[part]?.toJson(to, reference) ?? '';
  return parts.length === 1
    ? { to, reference, json }
    : { to, reference, json, part: { index: part + 1, of: parts.length } };
}

/** The reference of one part of a row, from 0: the row's own, else one that cmtg makes. */
export function findReference(
  { reference, line, to }: Pick<BulkRow, 'reference' | 'line' | 'to'>,
  part: number,
  campaign: string,
): string {
  return reference ?? createReference(campaign, line, to, part);
}

/**
 * 32 hexadecimal digits that follow from the run, the row and the part: what is sent again carries the same reference,
 * so that both can be found in CM's log.
 */
export function createReference(campaign: string, line: number, to: string, part: number): string {
  return hash('sha256', `${campaign}\n${line}\n${to}\n${part}`, 'hex').slice(0, 32);
}
