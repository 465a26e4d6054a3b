import { count, type RuleInfo } from '../rule-info.js';

/** The rows of a file of recipients: what no payload can show, because the message was never built. */
export const recipientsRules = {
  'recipients/unreadable-row': {
    title: 'Row that cannot be read',
    severity: 'error',
    message: (a) => `The row cannot be read: ${a.problem}.`,
    help: 'Correct the row, or leave it out with --skip-invalid.',
    source: 'https://www.rfc-editor.org/rfc/rfc4180',
  },
  'recipients/column-count': {
    title: 'Row with another number of columns',
    severity: 'error',
    message: (a) => `The row has ${count(a.fields, 'field')}; the header has ${count(a.columns, 'column')}.`,
    help: 'Look for a missing or superfluous separator; a field that holds one must stand in double quotes.',
    source: 'https://www.rfc-editor.org/rfc/rfc4180',
  },
  'recipients/scientific-number': {
    title: 'Chat ID that a spreadsheet rounded',
    severity: 'error',
    message: (a) => `"${a.value}" is a number that a spreadsheet shortened; the missing digits are lost.`,
    help: 'Format the column as text in the spreadsheet, paste the chat IDs again, and export it anew.',
    source: 'assumed',
  },
  'recipients/decimal-number': {
    title: 'Chat ID that a spreadsheet wrote as a decimal',
    severity: 'error',
    message: (a) => `"${a.value}" is a number as a spreadsheet writes it, with a fraction; a chat ID is whole.`,
    help: 'Format the column as text in the spreadsheet, paste the chat IDs again, and export it anew.',
    source: 'assumed',
  },
  'recipients/unsafe-number': {
    title: 'Chat ID beyond exact numbers',
    severity: 'error',
    message: (a) => `The chat ID ${a.value} is a JSON number too large to be exact.`,
    help: 'Write chat IDs as strings in JSON.',
    source: 'https://www.rfc-editor.org/rfc/rfc8259#section-6',
  },
  'recipients/missing-variable': {
    title: 'Variable without a column',
    severity: 'error',
    message: (a) => `The template uses {{${a.name}}}, and the row has no such column.`,
    help: 'Correct the name in the template, or add the column. Columns are found by their exact name.',
    source: 'https://mustache.github.io/mustache.5.html',
  },
  'recipients/empty-variable': {
    title: 'Variable without a value',
    severity: 'warning',
    message: (a) => `{{${a.name}}} is empty in this row, so the text has a gap.`,
    help: 'Fill the column in, or make the passage optional: {{#name}}Dear {{name}}{{/name}}{{^name}}Hello{{/name}}.',
    source: 'https://mustache.github.io/mustache.5.html',
  },
  'recipients/repeated': {
    title: 'Chat that is in the file twice',
    severity: 'error',
    message: (a) => `The chat ${a.value} is already in line ${a.line}.`,
    help: 'Remove the repetition, skip it with --skip-invalid, or allow it with --no-duplicate-check.',
    source: 'assumed',
  },
  'recipients/too-many-parts': {
    title: 'Text in too many parts',
    severity: 'error',
    message: (a) => `The text of this row splits into ${a.parts} messages; a bulk run takes ${a.limit} for one chat.`,
    help: 'Shorten the text, or send a document instead.',
    source: 'assumed',
  },
} satisfies Record<string, RuleInfo>;
