import type { RecipientResult } from './outcome.js';
import type { PlannedMessage } from './plan.js';

/** The members of a result that repeat the plan. */
export function identify(message: PlannedMessage): Pick<RecipientResult, 'to' | 'reference' | 'part'> {
  return {
    to: message.to,
    reference: message.reference ?? null,
    ...(message.part === undefined ? {} : { part: message.part }),
  };
}
