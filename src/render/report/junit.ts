import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { escapeXml } from './escape-xml.js';
import type { CheckedFile, ReportRenderer } from './report.js';

/** JUnit's XML, which build servers show: a suite a file, a test case a finding, one passed case for a clean file. */
export function createJunitRenderer(): ReportRenderer {
  return {
    begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cmtg validate">\n',
    file: renderSuite,
    end: (_totals, failure) => {
      const suite =
        failure === undefined
          ? ''
          : `  <testsuite name="cmtg" tests="1" failures="0" errors="1">\n    <testcase name="run" classname="cmtg">\n      <error message="${escapeXml(failure.message)}"/>\n    </testcase>\n  </testsuite>\n`;
      return `${suite}</testsuites>\n`;
    },
  };
}

function renderSuite({ file, diagnostics }: CheckedFile): string {
  const failures = diagnostics.filter(({ severity }) => severity === 'error').length;
  const tests = Math.max(1, diagnostics.length);
  const cases =
    diagnostics.length === 0
      ? `    <testcase name="valid" classname="${escapeXml(file)}"/>\n`
      : diagnostics.map((diagnostic) => renderCase(file, diagnostic)).join('');
  return `  <testsuite name="${escapeXml(file)}" tests="${tests}" failures="${failures}" errors="0">\n${cases}  </testsuite>\n`;
}

/** Only an error fails a case: build servers know nothing between passed and failed. */
function renderCase(file: string, { ruleId, severity, message, help, origin }: Diagnostic): string {
  const range = origin.kind === 'file' ? origin.range : undefined;
  const place = range === undefined ? file : `${file}:${range.line}:${range.column}`;
  const text = escapeXml(`${place}\n${message}\n${help}`);
  const inner =
    severity === 'error'
      ? `<failure type="${escapeXml(ruleId)}" message="${escapeXml(message)}">${text}</failure>`
      : `<system-out>${escapeXml(severity)}: ${text}</system-out>`;
  const name = range === undefined ? ruleId : `${ruleId} (${range.line}:${range.column})`;
  return `    <testcase name="${escapeXml(name)}" classname="${escapeXml(file)}">\n      ${inner}\n    </testcase>\n`;
}
