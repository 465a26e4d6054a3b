import type { ResolvedConfig } from '../../config/settings.js';
import type { BulkPlan } from '../../gateway/bulk/plan.js';
import type { OpenLedger } from '../../gateway/ledger/open-ledger.js';
import type { Line } from './open-line.js';

/** A run that is about to be carried out. */
export interface Execution {
  readonly plan: BulkPlan;
  readonly path: string;
  readonly ledger: OpenLedger;
  readonly line: Line;
  readonly config: ResolvedConfig;
  readonly onUnknown: 'skip' | 'resend';
  /** Messages that are to be sent, as far as that is known. */
  readonly expected: number;
  readonly reports: readonly string[];
}
