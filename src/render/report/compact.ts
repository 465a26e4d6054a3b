import { renderSafeText } from '../safe-text.js';
import { renderPlace } from './pretty.js';
import type { ReportRenderer, ReportSetting } from './report.js';

/** One line a finding: `file:line:column: severity: message [rule]`, as grep and editors read it. */
export function createCompactRenderer({ quiet }: ReportSetting): ReportRenderer {
  return {
    begin: () => '',
    file: ({ diagnostics }) =>
      diagnostics
        .filter(({ severity }) => !quiet || severity === 'error')
        .map((diagnostic) => {
          const { severity, message, ruleId } = diagnostic;
          return `${renderPlace(diagnostic)}: ${severity}: ${renderSafeText(message)} [${ruleId}]\n`;
        })
        .join(''),
    end: () => '',
  };
}
