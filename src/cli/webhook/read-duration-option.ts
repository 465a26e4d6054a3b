import { parseDuration } from '../../core/duration.js';
import type { CommandInput } from '../command-spec.js';
import { readString, usageError } from '../option-values.js';

/** Milliseconds of an option that takes a duration, at least 1. */
export function readDurationOption(options: CommandInput['options'], name: string, flag: string): number | undefined {
  const text = readString(options, name);
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration === undefined || duration < 1) {
    throw usageError(`${flag} takes a duration with its unit, such as 500ms, 2s or 5m, not “${text}”.`);
  }
  return duration;
}
