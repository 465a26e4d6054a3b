import { formatOrigin } from '../../config/config-error.js';
import { tokenKeys } from '../../config/key-names.js';
import type { ConfigOrigin, ResolvedConfig } from '../../config/settings.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { loadReadableConfig } from './load.js';

/** A value that was just written. */
export interface WrittenValue {
  /** The setting, or `rules.<id>`. */
  readonly key: string;
  readonly file: string;
  readonly profile?: string | undefined;
}

/** Says which layer goes before a file that was just written: what was set there is not what commands use here. */
export async function warnOverridden(written: readonly WrittenValue[], context: CommandContext): Promise<void> {
  const config = await loadReadableConfig(context);
  if (config === undefined) return;
  for (const value of written) {
    const winner = findWinner(value, config);
    if (winner === undefined) continue;
    const what = isTokenKey(value.key) ? 'the product token' : value.key;
    const words = `${formatOrigin(winner)} sets ${what}, too, and goes before ${value.file}.`;
    context.note(`${context.errStyle.yellow('warning:')} ${renderSafeText(words)}`);
  }
}

/** Where the value in force comes from, unless that is where it was written. */
function findWinner({ key, file, profile }: WrittenValue, { origins }: ResolvedConfig): ConfigOrigin | undefined {
  // The highest layer that names a token source replaces those below, whichever source it names.
  const names = isTokenKey(key) ? tokenKeys : [key];
  const origin = names.map((name) => origins[name]).find((each) => each !== undefined && each.kind !== 'default');
  const isWritten = origin !== undefined && 'file' in origin && origin.file === file && origin.profile === profile;
  return isWritten ? undefined : origin;
}

function isTokenKey(key: string): boolean {
  return (tokenKeys as readonly string[]).includes(key);
}
