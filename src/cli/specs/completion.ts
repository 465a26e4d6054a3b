import type { CommandSpec } from '../command-spec.js';

/** `cmtg completion`. */
export const completionSpec: CommandSpec = {
  name: 'completion',
  summary: 'print a completion script for your shell',
  description:
    'Prints a script that completes commands, options and their values. Profiles are read from your configuration while you type; everything else stands in the script.',
  args: [{ name: '<shell>', description: 'bash, zsh, fish or pwsh', completes: ['bash', 'zsh', 'fish', 'pwsh'] }],
  examples: [
    { command: 'source <(cmtg completion bash)', note: 'bash, for this session.' },
    { command: 'cmtg completion zsh > ~/.zfunc/_cmtg', note: 'zsh, for good, with ~/.zfunc on fpath.' },
    { command: 'cmtg completion fish > ~/.config/fish/completions/cmtg.fish', note: 'fish, for good.' },
    { command: 'cmtg completion pwsh >> $PROFILE', note: 'PowerShell, for good.' },
  ],
  load: async () => (await import('../commands/completion.js')).runCompletion,
};

/** What the completion scripts ask. */
export const completeSpec: CommandSpec = {
  name: '__complete',
  summary: 'print values for completion',
  hidden: true,
  args: [{ name: '<kind>', description: 'profile', completes: 'none' }],
  examples: [],
  load: async () => (await import('../commands/completion.js')).runComplete,
};

/** `cmtg commands`. */
export const commandsSpec: CommandSpec = {
  name: 'commands',
  summary: 'list every command; with --json the whole tree',
  description:
    'Lists every command. With --json: commands, arguments, options with their choices, examples and exit codes, for programs and agents.',
  examples: [{ command: 'cmtg commands --json', note: 'Everything that --help says, as one document.' }],
  load: async () => (await import('../commands/commands.js')).runCommands,
};
