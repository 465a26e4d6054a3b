import { join, resolve } from 'node:path';
import { resolveStateDir } from '../../config/state-dir.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readString, usageError } from '../option-values.js';

/** Where the ledger of a new run goes: `--ledger`, else a new name under the state directory. */
export function chooseLedgerPath(options: CommandInput['options'], campaign: string, { io }: CommandContext): string {
  const told = readString(options, 'ledger');
  if (told !== undefined) return resolve(io.cwd, told);
  const state = resolveStateDir(io.env, io.home);
  if (state === undefined) {
    throw usageError('There is no home directory to keep the ledger in.', 'Name a place with --ledger FILE.');
  }
  const stamp = new Date(io.clock.now()).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return join(state, 'bulk', `${stamp}-${campaign.slice(0, 8)}.jsonl`);
}
