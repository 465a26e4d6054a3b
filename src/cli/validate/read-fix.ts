import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag, readStrings, usageError } from '../option-values.js';
import type { CheckSetting } from './check-setting.js';

/** Whether files are repaired. Throws a usage error for what cannot go together. */
export function readFix(
  args: readonly string[],
  options: CommandInput['options'],
  { global }: CommandContext,
): CheckSetting['fix'] {
  const dryRun = readFlag(options, 'fixDryRun');
  if (dryRun && (global.json || readStrings(options, 'format') !== undefined)) {
    throw usageError('--fix-dry-run writes a diff to stdout and no report.', 'Leave --format and --json out.');
  }
  if (dryRun) return 'diff';
  if (!readFlag(options, 'fix')) return 'no';
  if (args.includes('-')) {
    throw usageError('--fix cannot change stdin.', 'Use --fix-dry-run to see what it would change.');
  }
  return 'write';
}
