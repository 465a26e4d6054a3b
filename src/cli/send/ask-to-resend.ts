import type { RecipientResult } from '../../core/wire/outcome.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { createPrompter } from '../prompt/prompter.js';

/** Asks whether messages that may have arrived are sent again. Without a terminal, or when cancelled, the answer is no. */
export async function askToResend(results: readonly RecipientResult[], context: CommandContext): Promise<boolean> {
  if (!context.global.input) return false;
  const chats = results.slice(0, 5).map(({ to }) => renderSafeText(to, { maxLength: 24 }));
  const more = results.length > 5 ? ` and ${results.length - 5} more` : '';
  const question = `It is not known whether CM took the message to ${chats.join(', ')}${more}. Send again, perhaps twice?`;
  try {
    return await createPrompter(context).confirm(question, false);
  } catch {
    return false;
  }
}
