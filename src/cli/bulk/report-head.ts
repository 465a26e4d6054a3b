import { toCsvLine } from '../../input/recipients/write-csv.js';

/** The first line of a report as CSV; a report that is written again is known by it. */
export const csvHead = toCsvLine(['line', 'to', 'part', 'state', 'errorCode', 'reason', 'details', 'reference', 'at']);
