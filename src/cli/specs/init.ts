import type { CommandSpec } from '../command-spec.js';
import { productTokenFileOption } from '../options/request-options.js';

/** `cmtg init`. */
export const initSpec: CommandSpec = {
  name: 'init',
  summary: 'set cmtg up: bot ID, product token, where to keep them',
  description:
    'Asks for what is needed to send through CM, checks the shapes, and keeps it where you say. Without a terminal everything comes from flags. Nothing is sent.',
  options: [
    { flags: '--from <id>', description: 'bot ID to send from', completes: 'none' },
    productTokenFileOption,
    {
      flags: '--keep <where>',
      description:
        'user: both in your own file; file: the token in a file of its own; project: the bot ID in .cmtelegramrc, the token in your own file; none: write nothing',
      choices: ['user', 'file', 'project', 'none'],
    },
    { flags: '--yes', description: 'replace settings that are there without asking' },
    { flags: '--trial', description: 'send a message to the sandbox at the end: nothing leaves the machine' },
  ],
  examples: [
    { command: 'cmtg init', note: 'Ask for everything.' },
    {
      command: 'pass show cm/token | cmtg init --from 1234567890 --product-token-file - --keep user',
      note: 'Without a terminal.',
    },
    { command: 'cmtg init --from 1234567890 --keep none', note: 'Write nothing; say which variables to set.' },
  ],
  load: async () => (await import('../commands/init.js')).runInit,
};
