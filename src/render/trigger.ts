import { type TriggerKind, triggerKinds, triggers } from '../core/inbound/synthetic/trigger-kinds.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';
import { renderStatusCode } from './webhook-results.js';

/** The kinds with what each is and rests on. */
export function renderTriggerList(style: Style): string {
  const width = Math.max(...triggerKinds.map((kind) => kind.length));
  return triggerKinds
    .map((kind) => {
      const { summary, standing, basis } = triggers[kind];
      const mark = standing === 'assumed' ? style.yellow(standing.padEnd(10)) : style.green(standing.padEnd(10));
      return `${style.bold(kind.padEnd(width))}  ${mark}  ${summary}\n${' '.repeat(width + 14)}${style.dim(basis)}\n`;
    })
    .join('');
}

export interface ShownTrigger {
  readonly kind: string;
  readonly standing: 'documented' | 'assumed';
  readonly status: number | null;
  readonly ms: number;
  readonly error: string | null;
}

/** One posted webhook: its kind, whether its shape is assumed, and the answer. */
export function renderTriggered({ kind, standing, status, ms, error }: ShownTrigger, style: Style): string {
  const mark = standing === 'assumed' ? ` ${style.yellow('(assumed shape)')}` : '';
  const answer = status === null ? style.red(renderSafeText(error ?? 'no answer')) : renderStatusCode(status, style);
  const hint = status === null || status === 200 ? '' : style.dim('  CM takes nothing but 200 and would repeat it');
  return `${style.bold(kind)}${mark}  ${answer} ${style.dim(`${Math.round(ms)} ms`)}${hint}\n`;
}

/** What a kind of assumed shape rests on. */
export function renderAssumed(kind: TriggerKind, style: Style): string {
  return `${style.bold(kind)} ${style.yellow('(assumed shape)')}  ${style.dim(triggers[kind].basis)}`;
}
