import { createInterface } from 'node:readline/promises';
import type { RecipientResult } from '../../core/wire/outcome.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';

/** Asks whether messages that may have arrived are sent again. Without a terminal the answer is no. */
export async function askToResend(results: readonly RecipientResult[], context: CommandContext): Promise<boolean> {
  const { stream: input } = context.io.stdin;
  const { stream: output } = context.stderr;
  if (!context.global.input || input === undefined || output === undefined) return false;
  const chats = results.slice(0, 5).map(({ to }) => renderSafeText(to, { maxLength: 24 }));
  const more = results.length > 5 ? ` and ${results.length - 5} more` : '';
  const readline = createInterface({ input, output });
  try {
    const answer = await readline.question(
      `It is not known whether CM took the message to ${chats.join(', ')}${more}. Send again, perhaps twice? [y/N] `,
      { signal: context.io.interrupted },
    );
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    readline.close();
  }
}
