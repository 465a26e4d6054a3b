import { loadConfig } from '../../config/load-config.js';
import type { ResolvedConfig } from '../../config/settings.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import type { CommandContext } from '../context.js';

/** The configuration as every command sees it, without flags of its own. */
export function loadPlainConfig({ io, global }: CommandContext): Promise<ResolvedConfig> {
  return loadConfig({
    cwd: io.cwd,
    env: io.env,
    home: io.home,
    configFile: global.config,
    profile: global.profile,
    ruleIds,
    flags: {},
  });
}
