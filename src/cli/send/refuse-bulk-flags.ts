import type { CommandInput } from '../command-spec.js';
import { usageError } from '../option-values.js';
import { recipientsOptions } from '../options/bulk-options.js';

/** Flags that only mean something for a file of recipients. */
const bulkFlags: readonly string[] = [
  ...recipientsOptions.map(({ flags }) => flags.split(' ', 1)[0] ?? ''),
  '--template',
  '--media-column',
];

/**
 * Refuses flags that need --recipients when it is missing. Leaving them unread would send at once what `--preview` or
 * `--shard` meant to hold back.
 */
export function refuseBulkFlags(options: CommandInput['options']): void {
  const given = bulkFlags.find((flag) => isGiven(flag, options));
  if (given === undefined) return;
  throw usageError(
    `${given} needs --recipients.`,
    'It is for a message to a file of recipients: --recipients FILE. Leave it out to send to --to.',
    'usage-recipients-missing',
  );
}

/** The parser calls `--to-column` toColumn, and sets what `--no-duplicate-check` names to false. */
function isGiven(flag: string, options: CommandInput['options']): boolean {
  const [negated, positive] = flag.startsWith('--no-') ? [true, flag.slice(5)] : [false, flag.slice(2)];
  const value = options[positive.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())];
  return negated ? value === false : value !== undefined;
}
