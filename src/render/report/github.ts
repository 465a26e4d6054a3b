import type { Diagnostic, Severity } from '../../core/diagnostics/diagnostic.js';
import { renderSafeText } from '../safe-text.js';
import type { ReportRenderer } from './report.js';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions, which turn into annotations of the lines. */
export function createGithubRenderer(): ReportRenderer {
  return {
    begin: () => '',
    file: ({ file, diagnostics }) => diagnostics.map((diagnostic) => renderCommand(file, diagnostic)).join(''),
    end: () => '',
  };
}

function renderCommand(file: string, { severity, ruleId, message, help, origin }: Diagnostic): string {
  const range = origin.kind === 'file' ? origin.range : undefined;
  const properties: Record<string, string | number | undefined> = {
    file,
    line: range?.line,
    endLine: range?.endLine,
    col: range?.column,
    endColumn: range?.endColumn,
    title: ruleId,
  };
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(renderSafeText(String(value)))}`],
  );
  return `::${commands[severity]} ${given.join(',')}::${escapeData(renderSafeText(`${message} ${help}`))}\n`;
}

/** The escapes of GitHub's own toolkit. */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
