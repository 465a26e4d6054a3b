export { runJournalExport } from '../journal/export.js';
export { runJournalList } from '../journal/list.js';
export { runJournalPurge } from '../journal/purge.js';
export { runJournalShow } from '../journal/show.js';
