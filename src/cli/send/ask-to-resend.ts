import type { RecipientResult } from '../../core/wire/outcome.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { isCancelled } from '../prompt/is-cancelled.js';
import { createPrompter } from '../prompt/prompter.js';

/**
 * Asks whether messages that may have arrived are sent again. Without a terminal the answer is no. Ctrl-C is a no that
 * also aborts `cancel`, so that nothing that follows is sent either.
 */
export async function askToResend(
  results: readonly RecipientResult[],
  cancel: AbortController,
  context: CommandContext,
): Promise<boolean> {
  if (!context.global.input) return false;
  const chats = results.slice(0, 5).map(({ to }) => renderSafeText(to, { maxLength: 24 }));
  const more = results.length > 5 ? ` and ${results.length - 5} more` : '';
  const question = `It is not known whether CM took the message to ${chats.join(', ')}${more}. Send again, perhaps twice?`;
  try {
    return await createPrompter(context).confirm(question, false);
  } catch (error) {
    if (!isCancelled(error)) throw error;
    cancel.abort();
    return false;
  }
}
