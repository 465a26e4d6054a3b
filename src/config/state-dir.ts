import { isAbsolute, join } from 'node:path';
import { type Environment, findHome } from './search.js';

/**
 * The directory for what cmtg keeps between runs: `$XDG_STATE_HOME/cmtelegram`, else `~/.local/state/cmtelegram`;
 * undefined where there is no home. It need not exist. A relative `XDG_STATE_HOME` is ignored, as XDG says.
 */
export function resolveStateDir(env: Environment, home?: string): string | undefined {
  const xdg = env.XDG_STATE_HOME;
  if (xdg !== undefined && isAbsolute(xdg)) {
    return join(xdg, 'cmtelegram');
  }
  const base = findHome(env, home);
  return base === undefined ? undefined : join(base, '.local', 'state', 'cmtelegram');
}
