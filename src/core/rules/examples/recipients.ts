import { facts } from '../../channel/telegram.js';
import type { RuleExamples, Sample } from './rule-example.js';
import { longText } from './samples.js';

const csv = (text: string, template = 'Hello {{name}}, your parcel is on its way.'): Sample => ({
  form: 'rows',
  file: 'csv',
  text,
  template,
});
const jsonl = (text: string): Sample => ({ form: 'rows', file: 'jsonl', text, template: 'Hello {{name}}' });

const jane = '{"to":"987654321","name":"Jane"}\n';
const good = csv('to,name\n987654321,Jane\n987654322,Sam\n');

/** Examples of the rows of a file of recipients. */
export const recipientsExamples = {
  'recipients/unreadable-row': {
    why: 'A row that is cut off or misspelt addresses nobody. The others can go out without it once somebody has said so.',
    bad: jsonl(`${jane}{"to":"987654322",\n`),
    good: jsonl(`${jane}{"to":"987654322","name":"Sam"}\n`),
  },
  'recipients/column-count': {
    why: 'A separator too many moves every later value one column on: the wrong person is addressed by the wrong name.',
    bad: csv('to,name\n987654321,Doe, Jane\n'),
    good: csv('to,name\n987654321,"Doe, Jane"\n'),
  },
  'recipients/scientific-number': {
    why: 'A spreadsheet shows a long number shortened and exports what it shows. The digits that are missing cannot be had back, and what is left may be somebody else’s chat.',
    bad: csv('to,name\n9.87654E+11,Jane\n'),
    good,
  },
  'recipients/decimal-number': {
    why: 'A column of numbers is exported with fractions as soon as one field of it is empty or a fraction. The digits are still there, but what else such an export changed nobody can tell.',
    bad: csv('to,name\n987654321.0,Jane\n'),
    good,
  },
  'recipients/unsafe-number': {
    why: 'A JSON number beyond 2^53 is rounded by most programs, this one included, and then belongs to another chat. A string keeps every digit.',
    bad: jsonl(`${jane}{"to":90071992547409931,"name":"Sam"}\n`),
    good: jsonl(`${jane}{"to":"987654322","name":"Sam"}\n`),
  },
  'recipients/missing-variable': {
    why: 'In JSON lines every row has keys of its own. A name in the template that a row lacks would leave a gap in the text, without any error.',
    bad: jsonl(`${jane}{"to":"987654322","first":"Sam"}\n`),
    good: jsonl(`${jane}{"to":"987654322","name":"Sam"}\n`),
  },
  'recipients/empty-variable': {
    why: '“Dear ,” is what the person reads. A section of the template can say something else where a value is missing.',
    bad: csv('to,name\n987654321,\n'),
    good: csv('to,name\n987654321,\n', 'Hello{{#name}} {{name}}{{/name}}, your parcel is on its way.'),
  },
  'recipients/repeated': {
    why: 'CM sends once for every row. Somebody who is in the file twice receives the message twice.',
    bad: csv('to,name\n987654321,Jane\n987654321,Jane\n'),
    good,
  },
  'recipients/too-many-parts': {
    why: 'A text in this many parts is a mistake in the template or the data more often than a message somebody wants.',
    bad: {
      form: 'rows',
      file: 'csv',
      // Far more than a bulk run takes for one chat.
      text: `to,story\n987654321,"${longText(40 * facts.textLength.value)}"\n`,
      template: '{{story}}',
      flags: ['--split'],
    },
    good,
  },
} satisfies RuleExamples;
