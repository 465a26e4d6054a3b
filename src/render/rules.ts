import { showAuthorities, showFact } from '../core/channel/show-fact.js';
import type { Severity } from '../core/diagnostics/diagnostic.js';
import type { RuleExplanation } from '../core/rules/explain-rule.js';
import type { ShownSample } from '../core/rules/show-sample.js';
import { renderSeverity } from './diagnostics.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';
import { wrapText } from './text-width.js';

export interface ListedRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
}

/** One line a rule, a blank line between areas. */
export function renderRuleList(rules: readonly ListedRule[], style: Style): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  let area = '';
  return rules
    .map(({ id, severity, title }) => {
      const next = id.slice(0, id.indexOf('/'));
      const gap = area === '' || area === next ? '' : '\n';
      area = next;
      const pad = ' '.repeat('warning'.length - severity.length);
      return `${gap}${style.bold(id)}${' '.repeat(width - id.length)}  ${renderSeverity(severity, style)}${pad}  ${title}\n`;
    })
    .join('');
}

/** Everything about one rule, for a person at a terminal of so many columns. */
export function renderRuleExplanation(rule: RuleExplanation, style: Style, columns = 80): string {
  const width = Math.max(20, Math.min(columns, 100));
  const flow = (text: string) => wrapText(text, width - 2).map((line) => `  ${line}`.trimEnd());
  const lines = [
    `${style.bold(rule.id)}  ${renderSeverity(rule.severity, style)}  ${rule.title}`,
    '',
    ...(rule.message === null ? [] : [...flow(`“${renderSafeText(rule.message)}”`), '']),
    ...flow(rule.help),
    ...section('Why', flow(rule.why), style),
    ...section('Source', renderSources(rule, flow, style), style),
    ...section('Bad', renderSample(rule.bad, flow, style.red), style),
    ...section('Good', renderSample(rule.good, flow, style.green), style),
    '',
    style.dim(`--rule ${rule.id}=off silences it.`),
    style.dim(rule.docs),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return ['', style.bold(title), ...lines];
}

type Flow = (text: string) => string[];

function renderSources({ facts, sources }: RuleExplanation, flow: Flow, style: Style): string[] {
  const limits = facts.flatMap((fact) => {
    const note = fact.note === undefined ? '' : ` ${fact.note}`;
    return flow(`${fact.id}: ${showFact(fact)} (${showAuthorities(fact)}, read ${fact.read}).${note}`);
  });
  const known = sources.filter((source) => source !== 'assumed' && source !== 'cmtg');
  if (known.length === 0) return [...limits, ...flow('Nobody documents this: it is assumed.')];
  return [...limits, ...known.map((source) => `  ${style.underline(source)}`)];
}

/** Code is not wrapped: somebody may copy it. */
function renderSample({ note, text }: ShownSample, flow: Flow, mark: (text: string) => string): string[] {
  const code = text === undefined ? [] : renderSafeText(text.trimEnd(), { multiline: true }).split('\n');
  return [...(note === undefined ? [] : flow(note)), ...code.map((line) => `  ${mark('│')} ${line}`)];
}
