import { summarizePart } from '../message/build-rows.js';
import type { Row } from '../view-model.js';
import type { Filter } from './state.js';

/** The bubbles that a search and a filter leave. */
export function filterRows(rows: readonly Row[], search: string, filter: Filter): readonly Row[] {
  if (search === '' && filter === 'all') return rows;
  const wanted = search.toLowerCase();
  return rows.filter((row) => passes(row, filter) && (wanted === '' || readText(row).toLowerCase().includes(wanted)));
}

function passes({ side, part, worst, state }: Row, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'user':
    case 'bot':
      return side === filter;
    case 'media':
      return part.kind === 'media';
    case 'findings':
      return worst !== undefined;
    case 'failed':
      return state === 'undelivered' || state === 'refused';
  }
}

function readText({ part, note }: Row): string {
  const file = part.kind === 'media' ? `${part.name} ${part.uri}` : '';
  return `${summarizePart(part)} ${file} ${note}`;
}
