import { describeErrorCode } from '../core/wire/cm-errors.js';
import { type BulkFigures, count, countNotSent, group } from './bulk-progress.js';
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
  const shown = rows.filter(([name, rows]) => rows > 0 || name === 'accepted');
  const width = Math.max(...[figures.total, ...shown.map(([, rows]) => rows)].map((rows) => group(rows).length));
  const lines = shown.map(([name, rows, paint]) => `${paint(name.padEnd(9))} ${group(rows).padStart(width)}`);
  return `${[...lines, `${'rows'.padEnd(9)} ${group(figures.total).padStart(width)}`].join('\n')}\n`;
}

/** CM's refusals by code, the most frequent first, each with what to do. */
export function renderErrorCodes(codes: ReadonlyMap<number, number>, style: Style): string {
  return [...codes]
    .sort(([, a], [, b]) => b - a)
    .map(([code, messages]) => {
      const { meaning, todo } = describeErrorCode(code);
      return `${style.red(`error ${code}`)} ${count(messages, 'time')}: ${renderSafeText(meaning)}\n  ${renderSafeText(todo)}\n`;
    })
    .join('');
}

/** A request that taught nothing, or not enough, about its messages. */
export interface FailedRequest {
  readonly httpStatus: number | null;
  readonly reason: string | null;
  readonly details: string | null;
}

/** Why a request failed, in words that are the same for all that failed alike. */
export function describeFailedRequest({ httpStatus, reason, details }: FailedRequest): string {
  // Read message by message, so CM's words for the whole are about the others.
  if (reason === null || reason === 'missing-in-answer') return 'CM’s answer does not mention every message';
  const said = details?.replace(/\.$/, '') ?? reason;
  if (httpStatus === null || said.includes(`HTTP ${httpStatus}`)) return said.replace(' without details', '');
  return httpStatus === 200 ? said : `HTTP ${httpStatus}: ${said}`;
}

/** So many reasons are named; a gateway may make up a new one for every request. */
const mostReasons = 5;

/** Why messages are unknown or were not sent, by request, the most frequent first; empty when no request failed. */
export function renderFailures(failures: ReadonlyMap<string, number>, style: Style): string {
  const sorted = [...failures].sort(([, a], [, b]) => b - a);
  const times = style.unicode ? '×' : 'x';
  const lines = sorted
    .slice(0, mostReasons)
    .map(
      ([why, requests]) =>
        `${style.red('failed:')} ${renderSafeText(why, { maxLength: 200 })} ${times} ${group(requests)}\n`,
    );
  const left = sorted.slice(mostReasons).reduce((sum, [, requests]) => sum + requests, 0);
  if (left > 0) lines.push(`${style.red('failed:')} for other reasons ${times} ${group(left)}\n`);
  return lines.join('');
}
