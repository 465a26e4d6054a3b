import { renderSafeText } from '../../render/safe-text.js';
import { plain } from '../../render/style.js';
import { renderProblem } from './render-problem.js';
import type { ScriptResult, StepResult } from './run-script.js';

/** A script as a JUnit report: the script is a suite, every step a test case. */
export function renderJunit({ script, steps }: ScriptResult): string {
  const count = (wanted: StepResult['outcome']) => steps.filter(({ outcome }) => outcome === wanted).length;
  const seconds = steps.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000;
  const totals = `tests="${steps.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cmtg chat" ${totals}>`,
    `  <testsuite name="${escapeXml(script.name)}" file="${escapeXml(script.file)}" ${totals}>`,
    ...steps.flatMap((result, index) => renderCase(result, index, script.file, script.name)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function renderCase(
  { step, outcome, tookMs, problem }: StepResult,
  index: number,
  file: string,
  suite: string,
): string[] {
  const name = escapeXml(`${index + 1}. ${step.label}`);
  const head = `    <testcase name="${name}" classname="${escapeXml(suite)}" file="${escapeXml(file)}" line="${step.line}" time="${(tookMs / 1000).toFixed(3)}"`;
  if (outcome === 'passed') return [`${head}/>`];
  if (outcome === 'skipped') return [`${head}>`, '      <skipped/>', '    </testcase>'];
  const lines = problem === undefined ? [] : renderProblem(problem, plain);
  return [
    `${head}>`,
    `      <failure message="${escapeXml(lines[0] ?? '')}" type="${problem?.kind ?? 'failed'}">${escapeXml(`${file}:${step.line}:${step.column}\n${lines.join('\n')}`)}</failure>`,
    '    </testcase>',
  ];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * XML 1.0 has no place for control characters, half surrogates and two non-characters, not even as references. A report
 * may go to a terminal, too, so what acts on one is made visible first.
 */
function escapeXml(text: string): string {
  return renderSafeText(text, { multiline: true, isolate: false })
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/\r/g, '&#13;');
}
