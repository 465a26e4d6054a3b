import type { FlagValues } from '../../config/flags.js';
import { loadConfig } from '../../config/load-config.js';
import type { ResolvedConfig } from '../../config/settings.js';
import { CmtgError } from '../../core/errors.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import type { CommandContext } from '../context.js';

/** The configuration as every command sees it, without flags of its own. */
export function loadPlainConfig(context: CommandContext): Promise<ResolvedConfig> {
  return loadFlaggedConfig(context, {});
}

/** The same, or undefined where it cannot be read: for words about it, which a broken file must not turn into a failure. */
export async function loadReadableConfig(context: CommandContext): Promise<ResolvedConfig | undefined> {
  try {
    return await loadPlainConfig(context);
  } catch (error) {
    if (error instanceof CmtgError) return undefined;
    throw error;
  }
}

/** The configuration as a command sees it with what its own flags say. */
export function loadFlaggedConfig({ io, global }: CommandContext, flags: FlagValues): Promise<ResolvedConfig> {
  return loadConfig({
    cwd: io.cwd,
    env: io.env,
    home: io.home,
    configFile: global.config,
    profile: global.profile,
    ruleIds,
    flags,
  });
}
