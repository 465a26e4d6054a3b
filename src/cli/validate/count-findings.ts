import { countSeverities } from '../../core/diagnostics/build-diagnostics.js';
import type { ReportTotals } from '../../render/report/report.js';
import type { CheckedTarget } from './check-target.js';

/** Totals before the first file. */
export const nothing: ReportTotals = { files: 0, filesWithFindings: 0, errors: 0, warnings: 0, infos: 0 };

/** The totals with one more file. */
export function addToTotals(totals: ReportTotals, { diagnostics, fixed }: CheckedTarget): ReportTotals {
  const { error, warning, info } = countSeverities(diagnostics);
  return {
    files: totals.files + 1,
    filesWithFindings: totals.filesWithFindings + (diagnostics.length > 0 ? 1 : 0),
    errors: totals.errors + error,
    warnings: totals.warnings + warning,
    infos: totals.infos + info,
    fixed: (totals.fixed ?? 0) + fixed,
  };
}
