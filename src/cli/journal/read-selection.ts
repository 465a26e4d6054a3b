import { parseDuration } from '../../core/duration.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readInteger, readString, usageError } from '../option-values.js';
import { readFilter } from '../webhook/read-filter.js';
import type { Selection } from './entries.js';

/** The flags that choose webhooks: ids, `--last`, `--since`, `--filter`, `--journal`. */
export function readSelection({ args, options }: CommandInput, context: CommandContext): Selection {
  return {
    journal: readString(options, 'journal'),
    ids: new Set(args),
    since: readSince(options, context),
    filter: readFilter(options, context),
    last: readInteger(options, 'last', '--last', 1, 1_000_000),
  };
}

/** `2h` back from now, or a date and time. */
function readSince(options: CommandInput['options'], { io }: CommandContext): number | undefined {
  const text = readString(options, 'since');
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration !== undefined) return io.clock.now() - duration;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw usageError(`--since takes a duration such as 2h, or a time such as 2027-01-31T12:00Z, not “${text}”.`);
}
