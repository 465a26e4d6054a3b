import type { ResolvedConfig } from '../../config/settings.js';
import { suggest } from '../../core/payload/suggest.js';
import { isRuleId, ruleIds } from '../../core/rules/catalogue.js';
import type { CommandInput } from '../command-spec.js';
import { loadFlaggedConfig } from '../config/load.js';
import type { CommandContext } from '../context.js';
import { noteConfigWarnings } from '../note-config-warnings.js';
import { readFlag, readString, readStrings, usageError } from '../option-values.js';

/** The configuration of a sending command, flags included. Says its warnings on stderr. */
export async function loadSendConfig(
  options: CommandInput['options'],
  context: CommandContext,
): Promise<ResolvedConfig> {
  const rules = readStrings(options, 'rule');
  rules?.forEach(checkRuleFlag);
  const config = await loadFlaggedConfig(context, {
    from: readString(options, 'from'),
    endpoint: readString(options, 'endpoint'),
    timeout: readString(options, 'timeout'),
    retries: readString(options, 'retries'),
    maxWait: readString(options, 'maxWait'),
    onUnknown: readString(options, 'onUnknown'),
    validity: readString(options, 'validity'),
    grouping: readStrings(options, 'grouping')?.join(','),
    strict: readFlag(options, 'strict') ? true : undefined,
    textIn: readFlag(options, 'rich') ? 'rich' : undefined,
    rules: rules?.join(','),
    productTokenFile: readString(options, 'productTokenFile'),
  });
  noteConfigWarnings(config, context);
  return config;
}

/** A misspelt rule would silently change nothing, so it is an error on the command line. */
export function checkRuleFlag(setting: string): void {
  const [id = ''] = setting.split('=', 1);
  if (isRuleId(id)) return;
  const near = suggest(id, ruleIds);
  throw usageError(
    `--rule knows no rule “${id}”.`,
    near === undefined ? 'Ids have the form area/problem, for example text/too-long.' : `Did you mean “${near}”?`,
  );
}
