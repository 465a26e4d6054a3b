import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import { makeFolder } from '../../input/make-folder.js';
import type { CommandContext } from '../context.js';
import { usageError } from '../option-values.js';

/** Where recipients from stdin are kept. */
export function spoolPath(ledger: string): string {
  return `${ledger}.input`;
}

/** Keeps recipients from stdin in a file beside the ledger that nobody else can read: a resume needs them again. */
export async function spoolRecipients(ledger: string, { io }: CommandContext): Promise<string> {
  if (io.stdin.isTTY) {
    throw usageError('--recipients - reads stdin, but stdin is the terminal.', 'Pipe a file in, or name it.');
  }
  const path = spoolPath(ledger);
  try {
    makeFolder(dirname(path));
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const chunk of io.stdin) await file.write(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new CmtgError(`The recipients from stdin cannot be kept in ${path} (${code}).`, {
      code: 'recipients-spool',
      category: 'input',
      hint: 'Give a place you may write to with --ledger FILE.',
      cause,
    });
  }
  return path;
}
