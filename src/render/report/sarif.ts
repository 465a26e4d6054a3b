import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Severity } from '../../core/diagnostics/diagnostic.js';
import { ruleIds, ruleInfo } from '../../core/rules/catalogue.js';
import { renderSafeJson } from '../safe-text.js';
import type { ReportRenderer, ReportSetting } from './report.js';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0 (OASIS), which code scanning services read. Columns count code points, as everywhere in cmtg. */
export function createSarifRenderer({ version }: ReportSetting): ReportRenderer {
  let separator = '';
  return {
    begin: () =>
      `{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"tool":${renderSafeJson(buildTool(version))},"columnKind":"unicodeCodePoints","results":[`,
    file: ({ file, diagnostics }) => {
      const results = diagnostics.map((diagnostic) => {
        const piece = `${separator}\n${renderSafeJson(buildResult(file, diagnostic))}`;
        separator = ',';
        return piece;
      });
      return results.join('');
    },
    end: (_totals, failure) => {
      const invocation = {
        executionSuccessful: failure === undefined,
        ...(failure === undefined
          ? {}
          : { toolExecutionNotifications: [{ level: 'error', message: { text: failure.message } }] }),
      };
      return `\n],"invocations":[${renderSafeJson(invocation)}]}]}\n`;
    },
  };
}

function buildTool(version: string): object {
  const rules = ruleIds.map((id) => {
    const { title, severity, help } = ruleInfo(id);
    return {
      id,
      shortDescription: { text: title },
      help: { text: help },
      defaultConfiguration: { level: levels[severity] },
    };
  });
  return { driver: { name: 'cmtg', version, semanticVersion: version, rules } };
}

function buildResult(file: string, { ruleId, severity, message, path, origin }: Diagnostic): object {
  const range = origin.kind === 'file' ? origin.range : undefined;
  const region = range && {
    startLine: range.line,
    startColumn: range.column,
    endLine: range.endLine,
    endColumn: range.endColumn,
  };
  return {
    ruleId,
    ruleIndex: ruleIds.indexOf(ruleId),
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: toUri(file) }, ...(region === undefined ? {} : { region }) },
        ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
  };
}

/** A relative path stays relative, so that a service can find the file in its checkout. */
function toUri(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(sep).map(encodeURIComponent).join('/');
}
