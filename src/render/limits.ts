import type { Fact } from '../core/channel/fact.js';
import type { LimitTopic } from '../core/channel/limits.js';
import { showAuthorities, showFact } from '../core/channel/show-fact.js';
import type { Style } from './style.js';
import { wrapText } from './text-width.js';

/** The facts topic by topic: the value first, then where it applies, who documents it and where. */
export function renderLimits(topics: readonly LimitTopic[], style: Style, columns = 80): string {
  const width = Math.max(20, Math.min(columns, 100));
  return topics
    .map(({ title, facts }) => {
      const longest = Math.max(...facts.map(({ id }) => id.length));
      const rows = facts.flatMap((fact) => renderFact(fact, longest, width, style));
      return `${[style.bold(title), ...rows].join('\n')}\n`;
    })
    .join('\n');
}

function renderFact(fact: Fact<unknown>, longest: number, width: number, style: Style): string[] {
  const flow = (text: string, indent: number) =>
    wrapText(text, width - indent).map((line) => `${' '.repeat(indent)}${line}`.trimEnd());
  const value = showFact(fact);
  const isShort = longest + value.length + 4 <= width;
  const head = isShort
    ? [`  ${fact.id.padEnd(longest)}  ${style.bold(value)}`]
    : [`  ${fact.id}`, ...flow(value, 4).map((line) => style.bold(line))];
  const where = fact.note === undefined ? fact.appliesTo : `${fact.appliesTo}. ${fact.note.replace(/\.$/, '')}`;
  const isAssumed = fact.by.includes('assumed');
  const who = flow(`${isAssumed ? '' : 'documented by '}${showAuthorities(fact)}, read ${fact.read}`, 4);
  const address = fact.source.startsWith('https:') ? [`    ${style.dim(fact.source)}`] : [];
  const paint = isAssumed ? style.yellow : style.dim;
  return [...head, ...flow(where, 4), ...who.map((line) => paint(line)), ...address];
}
