import { contents } from '../../core/inbound/synthetic/contents.js';
import type { TriggerKind } from '../../core/inbound/synthetic/trigger-kinds.js';
import { usageError } from '../option-values.js';
import type { TriggerPlan } from './trigger-plan.js';

interface FlagUse {
  readonly flag: string;
  readonly name: 'text' | 'payload' | 'code';
  /** What it is for, in words. */
  readonly owner: string;
  readonly fits: (kind: TriggerKind, plan: TriggerPlan) => boolean;
}

const isMessage = (kind: TriggerKind): boolean => Object.hasOwn(contents, kind);

const uses: readonly FlagUse[] = [
  { flag: '--text', name: 'text', owner: 'messages', fits: isMessage },
  {
    flag: '--payload',
    name: 'payload',
    owner: 'button, and to start without --text',
    fits: (kind, { text }) => kind === 'button' || (kind === 'start' && text === undefined),
  },
  { flag: '--code', name: 'code', owner: 'status', fits: (kind) => kind === 'status' },
];

/**
 * A flag of contents that none of the kinds has is a mistake: throws a usage error. With several kinds one is enough. Who
 * writes to which bot (`--from`, `--name`, `--bot`) may be said of any kind, so that a script says it once.
 */
export function checkTriggerFlags(plan: TriggerPlan): void {
  for (const { flag, name, owner, fits } of uses) {
    if (plan[name] === undefined || plan.kinds.some((kind) => fits(kind, plan))) continue;
    throw usageError(
      `${flag} does nothing for ${plan.kinds.join(', ')}: it belongs to ${owner}.`,
      '--set puts a value anywhere into the JSON.',
    );
  }
}
