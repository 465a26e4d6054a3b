import { readTextStream } from '../../input/read-text.js';
import type { CommandContext } from '../context.js';
import { usageError } from '../option-values.js';
import { createPrompter } from '../prompt/prompter.js';

/** A secret from stdin, or from the person at the terminal, who does not see what is typed. */
export async function readSecretInput(question: string, context: CommandContext): Promise<string> {
  if (!context.io.stdin.isTTY) return readTextStream(context.io.stdin);
  if (!context.global.input) {
    throw usageError(
      'Nothing may be asked, and nothing is on stdin.',
      'Pipe the secret in, as in: pass show cm/token | …',
    );
  }
  return createPrompter(context).askSecret(question);
}
