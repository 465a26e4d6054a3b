import { join } from 'node:path';
import { resolveStateDir } from '../../config/state-dir.js';
import { CmtgError } from '../../core/errors.js';
import type { CommandContext } from '../context.js';

/** Where `listen` keeps its journals. */
export function findJournalFolder({ io }: CommandContext): string {
  const state = resolveStateDir(io.env, io.home);
  if (state !== undefined) return join(state, 'journal');
  throw new CmtgError('There is no home directory, so there is no place for journals.', {
    code: 'journal-folder',
    category: 'input',
    hint: 'Name a file with --journal, or set XDG_STATE_HOME.',
  });
}
