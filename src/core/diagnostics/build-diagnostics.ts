import { maskBotTokens } from '../channel/bot-token.js';
import { type RuleId, ruleDocs, ruleInfo } from '../rules/catalogue.js';
import type { Diagnostic, Finding, Origin, Path, Severity } from './diagnostic.js';

/** Severities that the user chose instead of the catalogue's; `off` drops the finding. */
export type SeverityOverrides = Readonly<Partial<Record<RuleId, Severity | 'off'>>>;

/** Gives findings their words, weight and place. `originOf` tells where the value at a path came from. */
export function buildDiagnostics(
  findings: readonly Finding[],
  originOf: (finding: Finding) => Origin,
  overrides: SeverityOverrides = {},
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const finding of findings) {
    const info = ruleInfo(finding.ruleId);
    const severity = overrides[finding.ruleId] ?? info.severity;
    if (severity === 'off') continue;
    diagnostics.push({
      ruleId: finding.ruleId,
      severity,
      // A rule may quote what stands in the file; a bot token in it is never told.
      message: maskBotTokens(info.message(finding.args)),
      help: info.help,
      docs: ruleDocs(finding.ruleId),
      path: maskBotTokens(toPointer(finding.path)),
      origin: originOf(finding),
    });
  }
  return diagnostics;
}

/** A JSON pointer, RFC 6901. */
export function toPointer(path: Path): string {
  return path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** How many diagnostics there are of each severity. */
export function countSeverities(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}

/** Whether the diagnostics forbid sending: an error does, and with `strict` a warning too. */
export function forbidSending(diagnostics: readonly Diagnostic[], strict: boolean): boolean {
  return diagnostics.some(({ severity }) => severity === 'error' || (strict && severity === 'warning'));
}
