import { loadConfig } from '../../config/load-config.js';
import type { SeverityOverrides } from '../../core/diagnostics/build-diagnostics.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { noteConfigWarnings } from '../note-config-warnings.js';
import { readFlag, readStrings } from '../option-values.js';
import { checkRuleFlag } from '../send/load-send-config.js';

/** What the configuration and the flags say about rules. */
export interface RuleSettings {
  readonly overrides: SeverityOverrides;
  readonly strict: boolean;
}

/**
 * Loads what the configuration says about rules. When configuration files are what is checked, a broken one must be
 * reported rather than end the run, so nothing is loaded but the flags.
 */
export async function loadRules(
  options: CommandInput['options'],
  context: CommandContext,
  flagsOnly: boolean,
): Promise<RuleSettings> {
  const { io, global } = context;
  const rules = readStrings(options, 'rule');
  rules?.forEach(checkRuleFlag);
  const config = await loadConfig({
    cwd: flagsOnly ? '/' : io.cwd,
    env: flagsOnly ? {} : io.env,
    home: flagsOnly ? undefined : io.home,
    configFile: flagsOnly ? undefined : global.config,
    profile: flagsOnly ? undefined : global.profile,
    ruleIds,
    flags: { rules: rules?.join(','), strict: readFlag(options, 'strict') ? true : undefined },
  });
  noteConfigWarnings(config, context);
  return { overrides: config.settings.rules, strict: config.settings.strict };
}
