import { CmtgError } from '../../core/errors.js';
import type { CommandContext } from '../context.js';
import { usageError } from '../option-values.js';
import { isCancelled } from '../prompt/is-cancelled.js';
import { createPrompter } from '../prompt/prompter.js';

/**
 * Asks a question that is answered with yes or no; no when nobody can be asked. Ctrl-C is no answer: it ends the command,
 * which says what was left undone.
 */
export async function askYesNo(question: string, undone: string, context: CommandContext): Promise<boolean> {
  if (!context.global.input) return false;
  try {
    return await createPrompter(context).confirm(question, false);
  } catch (error) {
    if (!isCancelled(error)) throw error;
    throw new CmtgError(`Cancelled: ${undone}.`, { code: 'interrupted', category: 'input', cause: error });
  }
}

/** Without a terminal nobody can be asked, so the flag has to say it. */
export function requireYes(context: CommandContext): void {
  if (context.global.input) return;
  throw usageError(
    'A bulk run needs --yes when nobody can be asked.',
    'Look first: --preview 3 shows messages, --dry-run the requests. Then add --yes.',
    'usage-yes-missing',
  );
}
