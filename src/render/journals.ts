import { renderSafeText } from './safe-text.js';
import type { Style } from './style.js';
import { renderSize } from './webhook-view.js';

/** One journal file with what was counted in it. Times are ISO 8601. */
export interface ShownJournal {
  readonly file: string;
  readonly bytes: number;
  readonly webhooks: number;
  /** Lines whose checksum or form is wrong. */
  readonly damaged: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** A line a file: how many webhooks, from when to when, how large, where. */
export function renderJournals(journals: readonly ShownJournal[], style: Style): string {
  const width = Math.max(...journals.map(({ webhooks }) => String(webhooks).length));
  return journals
    .map(({ file, bytes, webhooks, damaged, first, last }) => {
      const words = [
        style.bold(String(webhooks).padStart(width)),
        webhooks === 1 ? 'webhook ' : 'webhooks',
        `${minute(first)} to ${minute(last)}`,
        renderSize(bytes).padStart(9),
        style.dim(renderSafeText(file)),
        damaged === 0 ? '' : style.red(`${damaged} damaged line${damaged === 1 ? '' : 's'}`),
      ];
      return `${words.filter((word) => word !== '').join('  ')}\n`;
    })
    .join('');
}

function minute(time: string | null): string {
  return time === null ? '-'.padEnd(17) : `${time.slice(0, 16).replace('T', ' ')}Z`;
}
