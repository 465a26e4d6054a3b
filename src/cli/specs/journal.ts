import type { CommandSpec, OptionSpec } from '../command-spec.js';
import { selectionOptions } from '../options/journal-options.js';

const journalOption: OptionSpec = {
  flags: '--journal <file>',
  description: 'read this file',
  defaultText: 'all files in the journal folder',
  completes: 'file',
};

/** `cmtg journal` and what is below it. */
export const journalSpec: CommandSpec = {
  name: 'journal',
  summary: 'look into, export and delete what listen has stored',
  description:
    'The journal holds every webhook that `cmtg listen` acknowledged, byte for byte. It holds what people wrote: treat it so.',
  examples: [{ command: 'cmtg journal', note: 'The files, their size and their age.' }],
  load: async () => (await import('../commands/journal.js')).runJournalList,
  subcommands: [
    {
      name: 'list',
      summary: 'the files, how many webhooks they hold, and since when',
      options: [journalOption],
      examples: [{ command: 'cmtg journal list --json', note: 'For programs.' }],
      load: async () => (await import('../commands/journal.js')).runJournalList,
    },
    {
      name: 'show',
      summary: 'show webhooks as listen does',
      args: [{ name: '[ids...]', description: 'ids as listen shows them', completes: 'none' }],
      options: [
        ...selectionOptions,
        { flags: '--compact', description: 'one line a webhook' },
        { flags: '--raw', description: 'show the body as it came, with its headers' },
      ],
      examples: [
        { command: 'cmtg journal show --last 20 --compact', note: 'The last twenty, a line each.' },
        { command: 'cmtg journal show --filter text=/refund/i --since 2d', note: 'Who asked for a refund.' },
        { command: 'cmtg journal show --json --since 1h', note: 'JSON lines, as listen writes them.' },
      ],
      load: async () => (await import('../commands/journal.js')).runJournalShow,
    },
    {
      name: 'export',
      summary: 'write webhooks to a file that replay reads, with --redact without people',
      args: [{ name: '[ids...]', description: 'ids as listen shows them', completes: 'none' }],
      options: [
        ...selectionOptions,
        {
          flags: '--redact',
          description: 'numbers, names, texts, references and addresses become pseudonyms, the same for the same value',
        },
        { flags: '--output <file>', description: 'write a new file', defaultText: 'stdout', completes: 'file' },
      ],
      examples: [
        { command: 'cmtg journal export --since 1d --redact --output support.ndjson', note: 'To show somebody else.' },
      ],
      load: async () => (await import('../commands/journal.js')).runJournalExport,
    },
    {
      name: 'purge',
      summary: 'delete journal files',
      options: [
        {
          flags: '--older-than <time>',
          description: 'files that nothing was written to for so long',
          completes: 'none',
        },
        { flags: '--all', description: 'every file that no listener is writing to' },
        { flags: '--yes', description: 'with --all: do not ask' },
      ],
      examples: [
        { command: 'cmtg journal purge --older-than 7d', note: 'Keep a week.' },
        { command: 'cmtg journal purge --all', note: 'Keep nothing; asks first.' },
      ],
      load: async () => (await import('../commands/journal.js')).runJournalPurge,
    },
  ],
};
