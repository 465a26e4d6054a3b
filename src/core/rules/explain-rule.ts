import type { Fact } from '../channel/fact.js';
import { facts } from '../channel/telegram.js';
import type { Severity } from '../diagnostics/diagnostic.js';
import { type RuleId, ruleDocs, ruleInfo } from './catalogue.js';
import { checkSample } from './check-sample.js';
import { ruleExamples } from './examples/index.js';
import { type ShownSample, showSample } from './show-sample.js';

/** Everything there is to say about one rule: what its page and `cmtg rules <id>` show. */
export interface RuleExplanation {
  readonly id: RuleId;
  readonly title: string;
  readonly severity: Severity;
  /** What the rule says about the bad example; null where only another command can tell. */
  readonly message: string | null;
  readonly help: string;
  readonly why: string;
  readonly facts: readonly Fact<unknown>[];
  /** Addresses, paths in this project, or `assumed`. */
  readonly sources: readonly string[];
  readonly bad: ShownSample;
  readonly good: ShownSample;
  /** Path of the page, relative to the root of the project. */
  readonly docs: string;
}

/** Puts together what catalogue, facts and examples say about a rule. */
export function explainRule(id: RuleId): RuleExplanation {
  const { title, severity, help, facts: keys = [], source } = ruleInfo(id);
  const { why, bad, good } = ruleExamples[id];
  const rows: readonly Fact<unknown>[] = keys.map((key) => facts[key]);
  const sources = [...rows.map((fact) => fact.source), ...(source === undefined ? [] : [source])];
  return {
    id,
    title,
    severity,
    message: checkSample(bad, id)?.find(({ ruleId }) => ruleId === id)?.message ?? null,
    help,
    why,
    facts: rows,
    sources: [...new Set(sources)],
    bad: showSample(bad),
    good: showSample(good),
    docs: ruleDocs(id),
  };
}
