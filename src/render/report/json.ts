import { countSeverities } from '../../core/diagnostics/build-diagnostics.js';
import { toJsonDiagnostic } from '../diagnostics.js';
import { renderSafeJson } from '../safe-text.js';
import type { ReportRenderer } from './report.js';

/** One JSON document, published as `schema/validate.schema.json`. */
export function createJsonRenderer(): ReportRenderer {
  let separator = '';
  return {
    begin: () => '{"version":1,"files":[',
    file: ({ file, diagnostics }) => {
      const { error: errors, warning: warnings } = countSeverities(diagnostics);
      const entry = renderSafeJson({ file, errors, warnings, diagnostics: diagnostics.map(toJsonDiagnostic) });
      const piece = `${separator}\n${entry}`;
      separator = ',';
      return piece;
    },
    end: ({ files, errors, warnings }, failure) => {
      const totals = renderSafeJson({ files, errors, warnings });
      const error = failure === undefined ? '' : `,"error":${renderSafeJson(failure)}`;
      return `\n],"totals":${totals}${error}}\n`;
    },
  };
}
