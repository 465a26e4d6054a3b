import type { RecipientResult } from '../core/wire/outcome.js';
import type { Batch } from './post.js';
import { isAborted, type Run } from './run.js';

/**
 * Whether messages of unknown outcome are posted again, which may send them twice: only when the user said so. A payload
 * that is posted as it stands can only be repeated whole, so it is not repeated once somebody in it was accepted.
 */
export async function mayResend(
  unknown: readonly RecipientResult[],
  batch: Batch,
  resends: number,
  run: Run,
): Promise<boolean> {
  const { onUnknown, askUnknown, retries } = run.options;
  if (unknown.length === 0 || isAborted(run)) return false;
  if (batch.body !== undefined && unknown.length < batch.messages.length) return false;
  switch (onUnknown) {
    case 'resend':
      return resends < retries;
    case 'ask':
      return (await askUnknown?.(unknown)) ?? false;
    default:
      return false;
  }
}
