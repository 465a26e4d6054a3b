import { createCheckstyleRenderer } from './checkstyle.js';
import { createCompactRenderer } from './compact.js';
import type { FormatName } from './format-names.js';
import { createGithubRenderer } from './github.js';
import { createJsonRenderer } from './json.js';
import { createJunitRenderer } from './junit.js';
import { createPrettyRenderer } from './pretty.js';
import type { ReportRenderer, ReportSetting } from './report.js';
import { createSarifRenderer } from './sarif.js';

const renderers: Readonly<Record<FormatName, (setting: ReportSetting) => ReportRenderer>> = {
  pretty: createPrettyRenderer,
  compact: createCompactRenderer,
  json: createJsonRenderer,
  sarif: createSarifRenderer,
  github: createGithubRenderer,
  junit: createJunitRenderer,
  checkstyle: createCheckstyleRenderer,
};

/** A renderer for one report in the given format. */
export function createReportRenderer(name: FormatName, setting: ReportSetting): ReportRenderer {
  return renderers[name](setting);
}
