import { renderSafeText } from '../../render/safe-text.js';
import type { Style } from '../../render/style.js';
import { describeShown } from './describe-shown.js';
import { renderProblem } from './render-problem.js';
import type { ScriptResult, StepResult } from './run-script.js';
import type { Step } from './script.js';

/** One step with its outcome; a failed one says where it stands and what is wrong. */
export function renderStep({ step, outcome, problem, received }: StepResult, file: string, style: Style): string {
  const label = renderSafeText(step.label, { maxLength: 100 });
  if (outcome === 'skipped') return `${style.dim(`  ${signs(style).skipped} ${label}`)}\n`;
  if (outcome === 'passed') {
    const got = received === undefined || isSaid(step, received) ? '' : style.dim(`  ${describeShown(received)}`);
    return `  ${style.green(signs(style).passed)} ${label}${got}\n`;
  }
  const place = `${renderSafeText(file)}:${step.line}:${step.column}`;
  const lines = problem === undefined ? [] : renderProblem(problem, style);
  return [
    `  ${style.red(signs(style).failed)} ${label}   ${style.dim(place)}`,
    ...lines.map((line) => `      ${line}`),
    '',
  ].join('\n');
}

/** The last line: how many steps passed. */
export function renderSummary({ script, steps, outcome }: ScriptResult, style: Style): string {
  const count = (wanted: StepResult['outcome']) => steps.filter((step) => step.outcome === wanted).length;
  const parts = [`${count('passed')} of ${steps.length} steps passed`];
  if (count('skipped') > 0) parts.push(`${count('skipped')} skipped`);
  const sign = outcome === 'passed' ? style.green(signs(style).passed) : style.red(signs(style).failed);
  return `${sign} ${renderSafeText(script.name)}: ${parts.join(', ')}\n`;
}

function signs({ unicode }: Style) {
  return unicode ? { passed: '✓', failed: '✗', skipped: '–' } : { passed: '+', failed: 'x', skipped: '-' };
}

/** The label holds the whole text already. */
function isSaid(step: Step, received: NonNullable<StepResult['received']>): boolean {
  return step.do === 'expect' && received.kind === 'text' && step.expectation.text === received.text;
}
