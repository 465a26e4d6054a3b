import { existsSync, rmSync } from 'node:fs';
import { findEditTarget } from '../../config/edit-target.js';
import { renderSafeText } from '../../render/safe-text.js';
import { quote } from '../bulk/quote.js';
import type { CommandContext } from '../context.js';
import { createPrompter } from '../prompt/prompter.js';
import { placeOwnTokenFile } from './place-token-file.js';
import type { InitPlan } from './plan-changes.js';

/**
 * A token file of an earlier `--keep file` that a plan no longer names holds a secret that nobody looks after. It is
 * said, and removed only by a person who agrees: other programs may read it.
 */
export async function tellLeftTokenFile({ changes }: InitPlan, context: CommandContext): Promise<void> {
  const named = changes.find(({ setting }) => setting === 'productTokenFile');
  if (named === undefined) return;
  const { cwd, env, home } = context.io;
  const file = placeOwnTokenFile(findEditTarget({ cwd, env, home, project: false }).file);
  if (named.value === file || !existsSync(file)) return;
  const words = `${file} still holds a product token, and ${named.target.file} does not name it any more.`;
  context.note(`${context.errStyle.yellow('warning:')} ${renderSafeText(words)}`);
  if (context.global.input && (await createPrompter(context).confirm('Remove it?', false))) {
    rmSync(file);
    context.note(`removed ${renderSafeText(file)}`);
  } else {
    context.note(`When nothing else reads it: rm ${quote(file)}`);
  }
}
