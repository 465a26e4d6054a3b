import type { CommandSpec } from '../command-spec.js';
import { resumeOptions } from '../options/bulk-options.js';

/** `cmtg bulk`. */
export const bulkSpec: CommandSpec = {
  name: 'bulk',
  summary: 'resume, watch and export runs over a file of recipients',
  description:
    'Looks after runs that `cmtg send --recipients` or `cmtg send-media --recipients` began. Each run has a ledger: a file that says what was sent.',
  examples: [
    { command: 'cmtg bulk resume run.jsonl', note: 'Go on where a run ended, whatever ended it.' },
    { command: 'cmtg bulk status run.jsonl', note: 'How far it is, and whose outcome is unknown.' },
  ],
  subcommands: [
    {
      name: 'resume',
      summary: 'go on where a run ended',
      description:
        'Goes on exactly where a run ended: nobody is left out, and nobody is sent to twice unless --on-unknown resend says so. Refuses when the file of recipients changed.',
      args: [{ name: '<ledger>', description: 'the ledger that the run named', completes: 'file' }],
      options: resumeOptions,
      examples: [
        { command: 'cmtg bulk resume run.jsonl', note: 'Rows of unknown outcome are left alone.' },
        {
          command: 'cmtg bulk resume run.jsonl --on-unknown resend',
          note: 'Send those again, too; some may get it twice.',
        },
      ],
      load: async () => (await import('../bulk/resume.js')).runResume,
    },
    {
      name: 'status',
      summary: 'show what ledgers say',
      description: 'Shows how far runs are, from their ledgers alone. Several ledgers are added up.',
      args: [{ name: '<ledger...>', description: 'one or more ledgers', completes: 'file' }],
      options: [
        {
          flags: '--report <file>',
          description: 'write a report, .html or .csv; repeatable',
          repeatable: true,
          completes: 'file',
        },
      ],
      examples: [
        { command: 'cmtg bulk status run.jsonl', note: 'One run.' },
        { command: 'cmtg bulk status shard-*.jsonl --json', note: 'All shards together, for a program.' },
      ],
      load: async () => (await import('../bulk/status.js')).runStatus,
    },
    {
      name: 'export',
      summary: 'write the rows that ended in one state as CSV',
      description:
        'Writes those rows of the file of recipients that ended in one state, with all their columns, for a second run.',
      args: [{ name: '<ledger>', description: 'the ledger of the run', completes: 'file' }],
      options: [
        {
          flags: '--state <state>',
          description: 'which rows: rejected, unknown, not-sent, accepted, invalid',
          choices: ['rejected', 'unknown', 'not-sent', 'accepted', 'invalid'],
        },
      ],
      examples: [
        {
          command: 'cmtg bulk export run.jsonl --state rejected > rejected.csv',
          note: 'Correct them, then send again.',
        },
      ],
      load: async () => (await import('../bulk/export.js')).runExport,
    },
  ],
};
