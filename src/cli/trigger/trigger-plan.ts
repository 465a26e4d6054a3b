import type { ValueToSet } from '../../core/inbound/synthetic/set-values.js';
import type { TriggerKind } from '../../core/inbound/synthetic/trigger-kinds.js';

/** What to make up, and how fast. */
export interface TriggerPlan {
  readonly kinds: readonly TriggerKind[];
  /** How many of each kind; undefined: one, and one of each form where a kind has several. */
  readonly count: number | undefined;
  readonly perSecond: number;
  readonly seed: number | undefined;
  readonly timeoutMs: number;
  readonly from: string | undefined;
  readonly name: string | undefined;
  readonly bot: string | undefined;
  readonly text: string | undefined;
  readonly payload: string | undefined;
  readonly code: number | undefined;
  readonly values: readonly ValueToSet[];
}
