import type { RecipientResult } from './outcome.js';
import type { Addressee } from './plan.js';

/** The members of a result that repeat the plan. */
export function identify(message: Addressee): Pick<RecipientResult, 'to' | 'reference' | 'part'> {
  return {
    to: message.to,
    reference: message.reference ?? null,
    ...(message.part === undefined ? {} : { part: message.part }),
  };
}
