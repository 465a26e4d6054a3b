import type { CommandInput } from '../command-spec.js';
import { readString, usageError } from '../option-values.js';
import type { CheckSetting } from './check-setting.js';

/** What `--kind` may say. */
export const kindNames = [
  'auto',
  'payload',
  'webhook',
  'config',
  'recipients',
] as const satisfies readonly CheckSetting['kind'][];

/** The kind of document; the parser has refused every other word. */
export function readKind(options: CommandInput['options']): CheckSetting['kind'] {
  const wanted = readString(options, 'kind');
  return kindNames.find((name) => name === wanted) ?? 'auto';
}

/** `--to-column`, which means something for files of recipients only. */
export function readToColumn(options: CommandInput['options'], kind: CheckSetting['kind']): string | undefined {
  const column = readString(options, 'toColumn');
  if (column === undefined || kind === 'recipients') return column;
  throw usageError('--to-column is for files of recipients.', 'Add --kind recipients.');
}
