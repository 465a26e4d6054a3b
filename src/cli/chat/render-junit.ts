import { escapeXml, escapeXmlAttribute } from '../../render/report/escape-xml.js';
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
    `  <testsuite name="${escapeXmlAttribute(script.name)}" file="${escapeXmlAttribute(script.file)}" ${totals}>`,
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
  const name = escapeXmlAttribute(`${index + 1}. ${step.label}`);
  const head = `    <testcase name="${name}" classname="${escapeXmlAttribute(suite)}" file="${escapeXmlAttribute(file)}" line="${step.line}" time="${(tookMs / 1000).toFixed(3)}"`;
  if (outcome === 'passed') return [`${head}/>`];
  if (outcome === 'skipped') return [`${head}>`, '      <skipped/>', '    </testcase>'];
  const lines = problem === undefined ? [] : renderProblem(problem, plain);
  return [
    `${head}>`,
    `      <failure message="${escapeXmlAttribute(lines[0] ?? '')}" type="${problem?.kind ?? 'failed'}">${escapeXml(`${file}:${step.line}:${step.column}\n${lines.join('\n')}`)}</failure>`,
    '    </testcase>',
  ];
}
