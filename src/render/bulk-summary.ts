import { describeErrorCode } from '../core/wire/cm-errors.js';
import { type BulkFigures, countNotSent, group } from './bulk-progress.js';
import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';

/** One line for every figure that is not zero; accepted always. */
export function renderBulkSummary(figures: BulkFigures, style: Style): string {
  const rows: [string, number, (text: string) => string][] = [
    ['accepted', figures.accepted, style.green],
    ['rejected', figures.rejected, style.red],
    ['unknown', figures.unknown, style.magenta],
    ['under way', figures.underWay ?? 0, style.cyan],
    ['not sent', countNotSent(figures), style.yellow],
    ['invalid', figures.refused, style.red],
  ];
  const shown = rows.filter(([name, count]) => count > 0 || name === 'accepted');
  const width = Math.max(...[figures.total, ...shown.map(([, count]) => count)].map((count) => group(count).length));
  const lines = shown.map(([name, count, paint]) => `${paint(name.padEnd(9))} ${group(count).padStart(width)}`);
  return `${[...lines, `${'rows'.padEnd(9)} ${group(figures.total).padStart(width)}`].join('\n')}\n`;
}

/** CM's refusals by code, the most frequent first, each with what to do. */
export function renderErrorCodes(codes: ReadonlyMap<number, number>, style: Style): string {
  return [...codes]
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => {
      const { meaning, todo } = describeErrorCode(code);
      return `${style.red(`error ${code}`)} ${group(count)} times: ${renderSafeText(meaning)}\n  ${renderSafeText(todo)}\n`;
    })
    .join('');
}
