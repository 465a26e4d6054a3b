import { suggest } from '../../core/payload/suggest.js';
import { isRuleId, type RuleId, ruleDocs, ruleIds, ruleInfo } from '../../core/rules/catalogue.js';
import { renderRuleExplanation, renderRuleList } from '../../render/rules.js';
import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { usageError } from '../option-values.js';

/** `cmtg rules [id]`: lists the rules, or explains one. */
export const runRules: CommandRun = async ({ args }, context) => {
  const [word] = args;
  if (word === undefined) listRules(context);
  else await explain(readRuleId(word), context);
  return exitCodes.ok.code;
};

function listRules(context: CommandContext): void {
  const rules = ruleIds.map((id) => {
    const { severity, title } = ruleInfo(id);
    return { id, severity, title, docs: ruleDocs(id) };
  });
  context.stdout.write(
    context.global.json ? `${renderSafeJson({ version: 1, rules })}\n` : renderRuleList(rules, context.outStyle),
  );
}

async function explain(id: RuleId, context: CommandContext): Promise<void> {
  // Loaded here: reasons and examples are long, and only this shows them.
  const { explainRule } = await import('../../core/rules/explain-rule.js');
  const rule = explainRule(id);
  if (context.global.json) {
    context.stdout.write(`${renderSafeJson({ version: 1, rule })}\n`);
    return;
  }

  context.stdout.write(renderRuleExplanation(rule, context.outStyle, context.stdout.columns));
}

function readRuleId(word: string): RuleId {
  if (isRuleId(word)) return word;
  const problems = ruleIds.filter((id) => id.endsWith(`/${word}`));
  const near = problems.length === 1 ? problems[0] : suggest(word, ruleIds);
  throw usageError(
    `There is no rule “${word}”.`,
    near === undefined ? '`cmtg rules` lists them all.' : `Did you mean “${near}”?`,
    'usage-rule',
  );
}
