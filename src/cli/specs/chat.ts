import type { CommandSpec } from '../command-spec.js';

export const chatSpec: CommandSpec = {
  name: 'chat',
  summary: 'write to a bot as the Telegram user, by hand or by script',
  description:
    'Plays the Telegram user of a running sandbox: type and see the bot’s answers, or play a script with expectations as a conversation test.',
  options: [
    {
      flags: '--sandbox-url <url>',
      description: 'the running sandbox',
      defaultText: 'http://127.0.0.1:8787',
      completes: 'none',
    },
    { flags: '--chat <id>', description: 'chat ID of the person', defaultText: '987654321', completes: 'none' },
    { flags: '--bot <id>', description: 'bot ID to write to', defaultText: '1234567890', completes: 'none' },
    { flags: '--as <name>', description: 'name of the person', defaultText: 'Sam Sandbox', completes: 'none' },
    { flags: '--script <file>', description: 'play a conversation script (YAML), - for stdin', completes: 'file' },
    {
      flags: '--app <command>',
      description: 'with --script: start this app, and a sandbox of its own, for the script',
      completes: 'none',
    },
    {
      flags: '--format <name=file>',
      description: 'with --script: also write a report: junit or json',
      repeatable: true,
      completes: 'none',
    },
  ],
  examples: [
    { command: 'cmtg chat', note: 'Type as the Telegram user; a sandbox runs elsewhere.' },
    { command: 'cmtg chat --script greeting.yaml', note: 'Exit 0 when every expectation was met, 1 otherwise.' },
    {
      command: 'cmtg chat --script examples/echo.yaml --app "node examples/echo-bot.mjs"',
      note: 'Sandbox, app and person in one command, offline.',
    },
    { command: 'cmtg chat --script greeting.yaml --format junit=report.xml', note: 'For CI.' },
  ],
  load: async () => (await import('../commands/chat.js')).runChat,
};
