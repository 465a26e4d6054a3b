import type { OptionSpec } from '../command-spec.js';
import { filterOption } from './sink-options.js';

/** Which webhooks of the journals are meant. */
export const selectionOptions: readonly OptionSpec[] = [
  { flags: '--last <n>', description: 'only the last so many', completes: 'none' },
  { flags: '--since <time>', description: 'only from then on: 2h, or 2027-01-31T12:00Z', completes: 'none' },
  filterOption,
  {
    flags: '--journal <file>',
    description: 'read this file',
    defaultText: 'all files in the journal folder',
    completes: 'file',
  },
];
