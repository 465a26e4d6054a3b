import { CmtgError } from '../../core/errors.js';
import type { Columns } from './row.js';

/** The column that an export adds to the rows of a file. A second run over it is no different for it. */
export const referenceColumn = 'cmtg_reference';

/** Names that a column of chat IDs goes by, blanks, dashes, underscores and case aside. */
const usual = ['to', 'chatid', 'chat', 'recipient', 'telegramid', 'telegramchatid'];

/** The name of the column with the chat IDs: the one that is told, else the one that is called so, else the only one. */
export function chooseRecipientColumn(columns: Columns, told: string | undefined, place: string): string {
  if (told !== undefined) return requireColumn(columns, told, '--to-column', place);
  for (const word of usual) {
    const name = columns.names.find((candidate) => candidate.toLowerCase().replace(/[\s_-]/g, '') === word);
    if (name !== undefined) return name;
  }
  const [only, ...more] = columns.names.filter((name) => name !== referenceColumn);
  if (only !== undefined && more.length === 0) return only;
  throw new CmtgError(`${place} has no column of chat IDs that goes by a usual name.`, {
    code: 'recipients-column',
    category: 'usage',
    hint: `Name it with --to-column. The columns are: ${columns.names.join(', ')}.`,
  });
}

/** The column of that name, which must be there. */
export function requireColumn(columns: Columns, name: string, flag: string, place: string): string {
  if (columns.positions.has(name)) return name;
  throw new CmtgError(`${flag}: ${place} has no column “${name}”.`, {
    code: 'recipients-column',
    category: 'usage',
    hint: `The columns are: ${columns.names.join(', ')}.`,
  });
}
