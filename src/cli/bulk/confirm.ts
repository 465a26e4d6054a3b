import { createInterface } from 'node:readline/promises';
import type { CommandContext } from '../context.js';
import { usageError } from '../option-values.js';

/** Asks a question that is answered with yes or no; anything but yes is no. */
export async function askYesNo(question: string, context: CommandContext): Promise<boolean> {
  const { stream: input } = context.io.stdin;
  const { stream: output } = context.stderr;
  if (!context.global.input || input === undefined || output === undefined) return false;
  const readline = createInterface({ input, output });
  try {
    const answer = await readline.question(question, { signal: context.io.interrupted });
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    readline.close();
  }
}

/** Without a terminal nobody can be asked, so the flag has to say it. */
export function requireYes(context: CommandContext): void {
  if (context.global.input && context.io.stdin.stream !== undefined) return;
  throw usageError(
    'A bulk run needs --yes when nobody can be asked.',
    'Look first: --preview 3 shows messages, --dry-run the requests. Then add --yes.',
    'usage-yes-missing',
  );
}
