import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';

/** Text as it is, or a record as a JSON line. */
export async function writeOut({ stdout }: CommandContext, what: string | { readonly type: string }): Promise<void> {
  const text = typeof what === 'string' ? what : `${renderSafeJson(what)}\n`;
  if (!stdout.closed && !stdout.write(text)) await stdout.drained();
}
