import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { renderSeverity } from '../diagnostics.js';
import { renderSafeText } from '../safe-text.js';
import { measureWidth, wrapText } from '../text-width.js';
import { renderCodeFrame } from './code-frame.js';
import type { CheckedFile, ReportRenderer, ReportSetting, ReportTotals } from './report.js';

/** For people: every finding with its place, its sentence, the code around it and the cure; then one line in sum. */
export function createPrettyRenderer(setting: ReportSetting): ReportRenderer {
  const shown = ({ severity }: Diagnostic) => !setting.quiet || severity === 'error';
  return {
    begin: () => '',
    file: (file) =>
      file.diagnostics
        .filter(shown)
        .map((diagnostic) => renderFinding(diagnostic, file, setting))
        .join(''),
    end: (totals) => (setting.quiet ? '' : renderSummary(totals, setting)),
  };
}

function renderFinding(diagnostic: Diagnostic, { text, secrets }: CheckedFile, setting: ReportSetting): string {
  const { style } = setting;
  const { severity, message, help, origin } = diagnostic;
  const range = origin.kind === 'file' ? origin.range : undefined;
  const paint = { error: style.red, warning: style.yellow, info: style.cyan }[severity];
  // A line of text that runs over the whole width of a wide terminal is hard to read.
  const width = Math.min(setting.width, 100);
  return [
    ...renderHead(diagnostic, setting),
    ...wrap(message, width),
    ...(range === undefined || text === undefined
      ? []
      : renderCodeFrame(text, range, { style, width: Math.min(setting.width, 120), secrets, paint })),
    ...wrap(help, width, style.cyan('help: '), 'help: '.length),
    '',
    '',
  ].join('\n');
}

/** Place, severity and rule; the rule below when the line would be too long. */
function renderHead(diagnostic: Diagnostic, { style, width }: ReportSetting): string[] {
  const { severity, ruleId } = diagnostic;
  const place = renderPlace(diagnostic);
  const head = `${style.bold(place)} ${renderSeverity(severity, style)}`;
  const cells = measureWidth(place) + severity.length + ruleId.length + 2;
  return cells <= width ? [`${head} ${style.dim(ruleId)}`] : [head, `  ${style.dim(ruleId)}`];
}

/** `file:line:column`, which terminals and editors turn into a link. */
export function renderPlace({ origin }: Diagnostic): string {
  if (origin.kind === 'flag') return renderSafeText(origin.name);
  const file = renderSafeText(origin.file);
  return origin.range === undefined ? file : `${file}:${origin.range.line}:${origin.range.column}`;
}

function wrap(text: string, width: number, prefix = '', cells = 0): string[] {
  const lines = wrapText(renderSafeText(text, { isolate: false }), Math.max(16, width - 2 - cells));
  return lines.map((line, index) => `  ${index === 0 ? prefix : ' '.repeat(cells)}${line}`);
}

function renderSummary(totals: ReportTotals, { style }: ReportSetting): string {
  const { files, filesWithFindings, errors, warnings, infos, fixed } = totals;
  const repaired = fixed === undefined || fixed === 0 ? '' : `Fixed ${count(fixed, 'problem')}. `;
  if (files === 0) return 'No files to check.\n';
  if (filesWithFindings === 0) {
    const sign = style.green(style.unicode ? '✔' : 'ok');
    return `${sign} ${repaired}${count(files, 'file')} checked, nothing to say against ${files === 1 ? 'it' : 'them'}.\n`;
  }
  const parts = [
    errors > 0 ? style.red(count(errors, 'error')) : '',
    warnings > 0 ? style.yellow(count(warnings, 'warning')) : '',
    infos > 0 ? style.cyan(count(infos, 'note')) : '',
  ].filter((part) => part !== '');
  const sign = errors > 0 ? style.red(style.unicode ? '✖' : 'x') : style.yellow('!');
  const where = files === 1 ? '' : ` in ${filesWithFindings} of ${files} files`;
  return `${sign} ${repaired}${parts.join(', ')}${where}.\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
