import { addressingRules } from './catalogue/addressing.js';
import { configRules } from './catalogue/config.js';
import { mediaRules, textRules } from './catalogue/content.js';
import { envelopeRules } from './catalogue/envelope.js';
import { inboundRules } from './catalogue/inbound.js';
import { probeRules } from './catalogue/probe.js';
import { recipientsRules } from './catalogue/recipients.js';
import { syntaxRules } from './catalogue/syntax.js';
import type { RuleInfo } from './rule-info.js';

/** Every rule with its words. Ids are `area/problem` and never renamed. */
export const catalogue = {
  ...syntaxRules,
  ...envelopeRules,
  ...addressingRules,
  ...textRules,
  ...mediaRules,
  ...inboundRules,
  ...configRules,
  ...recipientsRules,
  ...probeRules,
} as const;

export type RuleId = keyof typeof catalogue;

/** All ids, in the order of the catalogue. */
export const ruleIds = Object.keys(catalogue) as readonly RuleId[];

/** Whether a word from the command line or the configuration names a rule. */
export function isRuleId(word: string): word is RuleId {
  return Object.hasOwn(catalogue, word);
}

/** What is said about a rule. */
export function ruleInfo(id: RuleId): RuleInfo {
  return catalogue[id];
}

/** The page of a rule, relative to the root of the project. */
export function ruleDocs(id: RuleId): string {
  return `docs/rules/${id}.md`;
}
