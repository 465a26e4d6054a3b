import type { CommandSpec } from '../command-spec.js';
import { selectionOptions } from '../options/journal-options.js';

/** `cmtg replay`. */
export const replaySpec: CommandSpec = {
  name: 'replay',
  summary: 'send received webhooks again, byte for byte',
  description:
    'Posts webhooks from the journal to a program under development: same bytes, same headers less those of the connection. Compares each answer with the one that --forward recorded; exit 1 when any differs.',
  args: [{ name: '[ids...]', description: 'ids as listen shows them', completes: 'none' }],
  options: [
    { flags: '--to <url>', description: 'address to post to', completes: 'none' },
    ...selectionOptions,
    {
      flags: '--speed <factor>',
      description: 'keep the pauses between webhooks, so many times faster: 1, 10, or max for none',
      defaultText: 'max',
      completes: 'none',
    },
    {
      flags: '--compare <what>',
      description: 'when an answer differs: status and body, status alone, or never',
      choices: ['body', 'status', 'none'],
      defaultText: 'body',
    },
    {
      flags: '--timeout <time>',
      description: 'how long one request may take',
      defaultText: '30s',
      completes: 'none',
    },
    { flags: '--as-curl', description: 'write curl commands to stdout instead of posting' },
  ],
  examples: [
    { command: 'cmtg replay --last 1 --to http://localhost:3000/webhook', note: 'The last webhook once more.' },
    { command: 'cmtg replay k3f9q2-17 --to http://localhost:3000/webhook', note: 'One by its id.' },
    {
      command: 'cmtg replay --journal run.ndjson --filter kind=message --speed 10 --to http://localhost:3000/',
      note: 'All messages of a file, ten times as fast as they came.',
    },
    { command: 'cmtg replay --last 1 --to http://localhost:3000/ --as-curl', note: 'As a command for colleagues.' },
  ],
  load: async () => (await import('../commands/replay.js')).runReplay,
};
