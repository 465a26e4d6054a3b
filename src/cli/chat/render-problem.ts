import { formatDuration } from '../../core/duration.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { Style } from '../../render/style.js';
import { explainUndelivered } from '../sandbox/explain-undelivered.js';
import type { Mismatch } from './check-expectation.js';
import { describeShown } from './describe-shown.js';
import type { Problem } from './run-script.js';

/** Why a step failed, one line a fact, safe for a terminal. */
export function renderProblem(problem: Problem, style: Style): readonly string[] {
  switch (problem.kind) {
    case 'mismatch':
      return problem.mismatches.flatMap((mismatch) => renderMismatch(mismatch, style));
    case 'silence':
      return [
        `the bot sent nothing within ${formatDuration(problem.waitedMs)}`,
        ...problem.undelivered.slice(-3).map((message) => `it sent a message, but: ${explainUndelivered(message)}`),
      ];
    case 'unexpected':
      return ['the bot sent something:', style.red(`+ ${describeShown(problem.received)}`)];
    case 'nothing-to-answer':
      return ['the bot has sent no such message that could be answered'];
    case 'impossible':
      return [renderSafeText(problem.message)];
  }
}

function renderMismatch({ what, expected, received }: Mismatch, style: Style): readonly string[] {
  if (what === 'pattern') {
    return [
      `the ${received === '' ? 'empty text' : 'text'} does not match:`,
      style.green(`- /${safe(expected)}/`),
      ...safe(received)
        .split('\n')
        .map((line) => style.red(`+ ${line}`)),
    ];
  }
  const wanted = safe(expected).split('\n');
  const got = safe(received).split('\n');
  if (wanted.length === 1 && got.length === 1) return renderOneLine(what, wanted[0] ?? '', got[0] ?? '', style);
  // What is equal at both ends is shown once: the eye goes to what differs.
  const start = countWhile((i) => i < wanted.length && i < got.length && wanted[i] === got[i]);
  const room = Math.min(wanted.length, got.length) - start;
  const end = countWhile((i) => i < room && wanted.at(-1 - i) === got.at(-1 - i));
  return [
    `the ${what} is not as expected (- expected, + received):`,
    ...wanted.slice(0, start).map((line) => style.dim(`  ${line}`)),
    ...wanted.slice(start, wanted.length - end).map((line) => style.green(`- ${line}`)),
    ...got.slice(start, got.length - end).map((line) => style.red(`+ ${line}`)),
    ...wanted.slice(wanted.length - end).map((line) => style.dim(`  ${line}`)),
  ];
}

function renderOneLine(what: string, expected: string, received: string, style: Style): readonly string[] {
  const [wanted, got] = [[...expected], [...received]];
  const same = countWhile((i) => i < wanted.length && wanted[i] === got[i]);
  const place = received === '' || same === 0 ? [] : [`it differs from character ${same + 1} on`];
  return [
    `the ${what} is not as expected:`,
    style.green(`- ${expected === '' ? '(empty)' : expected}`),
    style.red(`+ ${received === '' ? '(empty)' : received}`),
    ...place,
  ];
}

function countWhile(holds: (index: number) => boolean): number {
  let count = 0;
  while (holds(count)) count++;
  return count;
}

function safe(text: string): string {
  return renderSafeText(text, { multiline: true, maxLength: 4096 });
}
