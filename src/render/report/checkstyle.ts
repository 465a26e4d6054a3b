import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { escapeXmlAttribute } from './escape-xml.js';
import type { CheckedFile, ReportRenderer, ReportSetting } from './report.js';

/**
 * Checkstyle's XML: a `file` for every file, clean ones too, and in it an `error` for every finding, whose severity is
 * error, warning or info. `source` is `cmtg.` and the rule: Jenkins takes what follows the last dot for the type.
 */
export function createCheckstyleRenderer({ version }: ReportSetting): ReportRenderer {
  return {
    begin: () => `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="${escapeXmlAttribute(version)}">\n`,
    file: renderFile,
    end: (_totals, failure) => {
      // Readers pass over what is no error of a file, and a report cut short must not look complete.
      const cut =
        failure === undefined
          ? ''
          : renderElement(
              'cmtg',
              renderError({ line: 1, severity: 'error', message: failure.message, source: 'cmtg.run' }),
            );
      return `${cut}</checkstyle>\n`;
    },
  };
}

function renderFile({ file, diagnostics }: CheckedFile): string {
  return renderElement(file, diagnostics.map(renderFinding).join(''));
}

function renderElement(name: string, errors: string): string {
  const start = `  <file name="${escapeXmlAttribute(name)}"`;
  return errors === '' ? `${start}/>\n` : `${start}>\n${errors}  </file>\n`;
}

/** A finding about a file as a whole stands at its first line: readers want a line. */
function renderFinding({ ruleId, severity, message, help, origin }: Diagnostic): string {
  const range = origin.kind === 'file' ? origin.range : undefined;
  const place = range === undefined ? { line: 1 } : { line: range.line, column: range.column };
  return renderError({ ...place, severity, message: `${message} ${help}`, source: `cmtg.${ruleId}` });
}

function renderError(attributes: Readonly<Record<string, string | number>>): string {
  const given = Object.entries(attributes).map(([name, value]) => `${name}="${escapeXmlAttribute(String(value))}"`);
  return `    <error ${given.join(' ')}/>\n`;
}
