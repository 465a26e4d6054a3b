import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';
import { renderStatusCode } from './webhook-results.js';

/** One webhook that was sent again. `differs` is null when no answer was recorded. */
export interface ShownReplay {
  readonly id: string;
  readonly kind: string;
  readonly answer: { readonly status: number | null; readonly ms: number; readonly error: string | null };
  readonly recorded: { readonly status: number } | null;
  readonly differs: boolean | null;
}

/** Its id, the answer, and how that compares with the one recorded. */
export function renderReplayed({ id, kind, answer, recorded, differs }: ShownReplay, style: Style): string {
  const { status, ms, error } = answer;
  const shown = status === null ? style.red(renderSafeText(error ?? 'no answer')) : renderStatusCode(status, style);
  return `${renderSafeText(id)}  ${kind}  ${shown} ${style.dim(`${Math.round(ms)} ms`)}${compare()}\n`;

  function compare(): string {
    if (recorded === null || differs === null) return '';
    if (!differs) return style.dim('  as recorded');
    return `  ${style.yellow(recorded.status === status ? 'another body than recorded' : `recorded: HTTP ${recorded.status}`)}`;
  }
}
