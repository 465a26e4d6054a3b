import { loadConfig } from '../../config/load-config.js';
import type { SeverityOverrides } from '../../core/diagnostics/build-diagnostics.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import type { CommandInput } from '../command-spec.js';
import { loadFlaggedConfig } from '../config/load.js';
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
  const rules = readStrings(options, 'rule');
  rules?.forEach(checkRuleFlag);
  const flags = { rules: rules?.join(','), strict: readFlag(options, 'strict') ? true : undefined };
  const config = flagsOnly
    ? await loadConfig({
        cwd: '/',
        env: {},
        home: undefined,
        configFile: undefined,
        profile: undefined,
        ruleIds,
        flags,
      })
    : await loadFlaggedConfig(context, flags);
  noteConfigWarnings(config, context);
  return { overrides: config.settings.rules, strict: config.settings.strict };
}
