import { count } from './bulk-progress.js';

/** Outcomes within one stretch of time. */
export interface PlotBucket {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unknown: number;
  readonly notSent: number;
}

const width = 800;
const height = 220;
const left = 56;
const bottom = 28;
const top = 10;
const kinds = ['accepted', 'rejected', 'unknown', 'notSent'] as const;

/** Outcomes over time as stacked bars, one SVG figure; empty when there are none. Colours come from the page's style. */
export function renderBulkPlot(buckets: readonly PlotBucket[], bucketMs: number): string {
  const first = buckets[0];
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return '';
  const slots = Math.round((last.at - first.at) / bucketMs) + 1;
  const highest = Math.max(...buckets.map(sum), 1);
  const room = height - bottom - top;
  const step = (width - left) / slots;
  const bars = buckets.map((bucket) => {
    const x = left + Math.round((bucket.at - first.at) / bucketMs) * step;
    let y = height - bottom;
    return kinds
      .flatMap((kind) => {
        const size = (bucket[kind] / highest) * room;
        if (size === 0) return [];
        y -= size;
        return [
          `<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(Math.max(0.5, step * 0.92))}" height="${round(size)}"/>`,
        ];
      })
      .join('');
  });
  const total = buckets.reduce((all, bucket) => all + sum(bucket), 0);
  const label = `Outcomes over time: ${count(total, 'message')} between ${clock(first.at)} and ${clock(last.at + bucketMs)} UTC, at most ${highest} in ${bucketMs / 1000} s.`;
  const axis = height - bottom;
  return `<figure>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<line class="axis" x1="${left}" y1="${axis}" x2="${width}" y2="${axis}"/><line class="axis" x1="${left}" y1="${top}" x2="${width}" y2="${top}" stroke-dasharray="3 4"/>
<text x="${left - 6}" y="${top + 4}" text-anchor="end">${highest}</text><text x="${left - 6}" y="${axis}" text-anchor="end">0</text>
<text x="${left}" y="${height - 8}">${clock(first.at)}</text><text x="${width}" y="${height - 8}" text-anchor="end">${clock(last.at + bucketMs)}</text>
${bars.join('')}
</svg>
<figcaption>Messages in every ${bucketMs / 1000} s, by outcome (UTC). ${kinds.map((kind) => `<i class="${kind}"></i>${names[kind]}`).join(' ')}</figcaption>
</figure>`;
}

const names = { accepted: 'accepted', rejected: 'rejected', unknown: 'unknown', notSent: 'not sent' } as const;

function sum({ accepted, rejected, unknown, notSent }: PlotBucket): number {
  return accepted + rejected + unknown + notSent;
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
