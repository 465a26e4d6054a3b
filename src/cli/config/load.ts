import type { FlagValues } from '../../config/flags.js';
import { loadConfig } from '../../config/load-config.js';
import type { ResolvedConfig } from '../../config/settings.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import type { CommandContext } from '../context.js';

/** The configuration as every command sees it, without flags of its own. */
export function loadPlainConfig(context: CommandContext): Promise<ResolvedConfig> {
  return loadFlaggedConfig(context, {});
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
