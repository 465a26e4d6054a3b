import type { CommandSpec, OptionSpec } from '../command-spec.js';

const projectOption: OptionSpec = {
  flags: '--project',
  description: 'change the project’s file (.cmtelegramrc) instead of your own',
};

/** `cmtg config` and what is below it. */
export const configSpec: CommandSpec = {
  name: 'config',
  summary: 'show and change settings',
  description: 'Shows every setting and where it comes from; get, set and unset read and change single ones.',
  examples: [
    { command: 'cmtg config', note: 'Values, secrets masked, with their origins.' },
    { command: 'cmtg config set from 1234567890', note: 'Keep the bot ID in your own file.' },
  ],
  load: async () => (await import('../commands/config.js')).runConfig,
  subcommands: [
    {
      name: 'list',
      summary: 'show every setting and where it comes from',
      examples: [{ command: 'cmtg config list --json', note: 'For programs: values, origins, warnings.' }],
      load: async () => (await import('../commands/config.js')).runConfig,
    },
    {
      name: 'get',
      summary: 'print one setting as it is in force',
      description: 'Prints the value that is in force. Exit 1 when nothing sets it. A secret is never printed.',
      args: [{ name: '<key>', description: 'such as from, journal.keep, rules.text/too-long', completes: 'setting' }],
      examples: [{ command: 'cmtg config get endpoint', note: 'Where messages go.' }],
      load: async () => (await import('../config/get-setting.js')).runConfigGet,
    },
    {
      name: 'set',
      summary: 'change one setting in a file',
      description:
        'Changes one setting in your own file, or in the project’s; comments and layout stay. With --profile it goes into that profile. The product token is read from stdin or asked for: arguments can be seen by everybody on the machine.',
      args: [
        { name: '<key>', description: 'such as from, journal.keep, rules.text/too-long', completes: 'setting' },
        { name: '[value]', description: 'the new value; lists separated by commas', completes: 'none' },
      ],
      options: [projectOption],
      examples: [
        { command: 'cmtg config set timeout 30s', note: 'In your own file.' },
        { command: 'cmtg config set rules.text/too-long warning --project', note: 'For everybody in this project.' },
        { command: 'pass show cm/token | cmtg config set productToken', note: 'A secret, from stdin.' },
      ],
      load: async () => (await import('../config/set-setting.js')).runConfigSet,
    },
    {
      name: 'unset',
      summary: 'remove one setting from a file',
      args: [{ name: '<key>', description: 'the setting to remove', completes: 'setting' }],
      options: [projectOption],
      examples: [{ command: 'cmtg config unset timeout', note: 'Back to the layer below, or the default.' }],
      load: async () => (await import('../config/set-setting.js')).runConfigUnset,
    },
    {
      name: 'path',
      summary: 'print the files that are read, in order',
      description:
        'Prints the configuration files that are read, lowest layer first; --json also names those that could be.',
      examples: [{ command: 'cmtg config path', note: 'Which files are in force here.' }],
      load: async () => (await import('../config/show-paths.js')).runConfigPath,
    },
  ],
};
