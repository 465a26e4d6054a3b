import { statusCodes } from '../status-codes.js';
import { unknownForms } from './create-webhook.js';
import { oddTexts } from './odd-texts.js';
import type { TriggerKind } from './trigger-kinds.js';

/** How many different forms a kind has; `index` goes through them. */
export function countForms(kind: TriggerKind): number {
  switch (kind) {
    case 'status':
      return statusCodes.length;
    case 'unknown':
      return unknownForms.length;
    case 'odd-unicode':
      return oddTexts.length;
    default:
      return 1;
  }
}
