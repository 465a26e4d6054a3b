import { createCompactRenderer } from './compact.js';
import { createGithubRenderer } from './github.js';
import { createJsonRenderer } from './json.js';
import { createJunitRenderer } from './junit.js';
import { createPrettyRenderer } from './pretty.js';
import type { ReportRenderer, ReportSetting } from './report.js';
import { createSarifRenderer } from './sarif.js';

const renderers = {
  pretty: createPrettyRenderer,
  compact: createCompactRenderer,
  json: createJsonRenderer,
  sarif: createSarifRenderer,
  github: createGithubRenderer,
  junit: createJunitRenderer,
} as const satisfies Readonly<Record<string, (setting: ReportSetting) => ReportRenderer>>;

export type FormatName = keyof typeof renderers;

export const formatNames = Object.keys(renderers) as readonly FormatName[];

/** A renderer for one report in the given format. */
export function createReportRenderer(name: FormatName, setting: ReportSetting): ReportRenderer {
  return renderers[name](setting);
}
