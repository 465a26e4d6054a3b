import { maskSecrets } from './report/code-frame.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

export interface DiffOptions {
  readonly file: string;
  readonly style: Style;
  /** What stands in the text and must not be shown. */
  readonly secrets: readonly string[];
}

/** Lines around a change. */
const CONTEXT = 2;

/** The changes between two texts as a unified diff. Made for few and small changes: lines are paired greedily. */
export function renderDiff(before: string, after: string, { file, style, secrets }: DiffOptions): string {
  const show = (line: string) => renderSafeText(maskSecrets(line.replace(/\r$/, ''), secrets));
  const hunks = groupHunks(diffLines(before.split('\n'), after.split('\n')));
  const name = renderSafeText(file);
  const lines = [style.bold(`--- ${name}`), style.bold(`+++ ${name}`)];
  for (const { oldStart, newStart, steps } of hunks) {
    const removed = steps.filter(({ sign }) => sign !== '+').length;
    const added = steps.filter(({ sign }) => sign !== '-').length;
    lines.push(style.cyan(`@@ -${oldStart},${removed} +${newStart},${added} @@`));
    for (const { sign, line } of steps) {
      const paint = sign === '-' ? style.red : sign === '+' ? style.green : (text: string) => text;
      lines.push(paint(`${sign}${show(line)}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

interface Step {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
  /** Line numbers before and after the change, from 1. */
  readonly oldLine: number;
  readonly newLine: number;
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly steps: Step[];
}

/** How far ahead a line is looked for that both texts have again. */
const AHEAD = 50;

function diffLines(before: readonly string[], after: readonly string[]): Step[] {
  const steps: Step[] = [];
  let at = 0;
  let to = 0;
  while (at < before.length || to < after.length) {
    if (at < before.length && before[at] === after[to]) {
      steps.push({ sign: ' ', line: before[at] ?? '', oldLine: ++at, newLine: ++to });
      continue;
    }
    const [removed, added] = findNextCommon(before, at, after, to);
    for (let end = at + removed; at < end; ) {
      steps.push({ sign: '-', line: before[at] ?? '', oldLine: ++at, newLine: to + 1 });
    }
    for (let end = to + added; to < end; ) {
      steps.push({ sign: '+', line: after[to] ?? '', oldLine: at + 1, newLine: ++to });
    }
  }
  return steps;
}

/** How many lines of each text come before the next one that they share. */
function findNextCommon(before: readonly string[], at: number, after: readonly string[], to: number): [number, number] {
  for (let sum = 1; sum <= AHEAD; sum++) {
    for (let removed = Math.min(sum, before.length - at); removed >= 0; removed--) {
      const added = sum - removed;
      if (to + added > after.length) break;
      if (at + removed < before.length && before[at + removed] === after[to + added]) return [removed, added];
    }
  }
  return [before.length - at, after.length - to];
}

function groupHunks(steps: readonly Step[]): Hunk[] {
  const hunks: Hunk[] = [];
  let end = -1;
  steps.forEach(({ sign }, index) => {
    if (sign === ' ') return;
    const from = Math.max(index - CONTEXT, end);
    const until = Math.min(steps.length, index + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && from <= end) last.steps.push(...steps.slice(end, until));
    else {
      const first = steps[from];
      hunks.push({ oldStart: first?.oldLine ?? 1, newStart: first?.newLine ?? 1, steps: steps.slice(from, until) });
    }
    end = Math.max(end, until);
  });
  return hunks;
}
