import type { Style } from './style.js';

/** How far a bulk run is, in rows. */
export interface BulkFigures {
  /** Rows that are to be sent. */
  readonly total: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  /** Rows left out because of findings. */
  readonly refused: number;
  /** Rows in requests that a living run waits for. */
  readonly underWay?: number;
}

/** What a moment of a run looks like. */
export interface BulkMoment extends BulkFigures {
  /** Rows settled a second, of late. */
  readonly rate: number;
}

const barWidth = 20;

/** Rows that nothing was sent to. */
export function countNotSent({ total, accepted, rejected, unknown, refused, underWay = 0 }: BulkFigures): number {
  return total - accepted - rejected - unknown - refused - underWay;
}

/** One line: how far, what came of it, how quickly, how long still. With `bar` for a terminal. */
export function renderBulkProgress(moment: BulkMoment, style: Style, bar: boolean): string {
  const { total, accepted, rejected, unknown, refused, rate } = moment;
  const wanted = total - refused;
  const done = accepted + rejected + unknown;
  const share = wanted === 0 ? 1 : done / wanted;
  const left = rate > 0 ? (wanted - done) / rate : undefined;
  return [
    ...(bar ? [drawBar(share, style)] : []),
    `${Math.floor(share * 100)} %`,
    `${group(done)} of ${group(wanted)}`,
    `accepted ${group(accepted)}, rejected ${group(rejected)}, unknown ${group(unknown)}`,
    `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`,
    ...(left === undefined || done === wanted ? [] : [`${renderSpan(left)} left`]),
  ].join(style.unicode ? ' · ' : ', ');
}

function drawBar(share: number, style: Style): string {
  const full = Math.round(Math.min(1, share) * barWidth);
  const [on, off] = style.unicode ? ['█', '░'] : ['#', '-'];
  return style.green((on ?? '#').repeat(full)) + style.dim((off ?? '-').repeat(barWidth - full));
}

/** `45 s`, `3 min`, `2 h 10 min`. */
export function renderSpan(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `1 chat`, `1 000 chats`. */
export function count(value: number, noun: string): string {
  return `${group(value)} ${plural(value, noun)}`;
}

/** A noun after a number. */
export function plural(value: number, noun: string): string {
  return value === 1 ? noun : `${noun}s`;
}

/** Digits in groups of three. */
export function group(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}
