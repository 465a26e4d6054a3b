import type { CommandInput } from '../command-spec.js';
import { readString, usageError } from '../option-values.js';

/** `--speed`: how many times faster than the webhooks came; infinite for `max`, the default. */
export function readSpeed(options: CommandInput['options']): number {
  const text = readString(options, 'speed');
  if (text === undefined || text === 'max') return Number.POSITIVE_INFINITY;
  const speed = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (speed > 0) return speed;
  throw usageError(`--speed takes a factor above 0, such as 1 or 10, or max, not “${text}”.`);
}
