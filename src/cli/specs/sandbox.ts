import type { CommandSpec } from '../command-spec.js';

export const sandboxSpec: CommandSpec = {
  name: 'sandbox',
  summary: 'be CM and the Telegram user at once, offline',
  description:
    'Serves a local stand-in for CM’s gateway with a Telegram user in it, until it is stopped: any client can send to it, webhooks go out as CM would send them, and nothing leaves the machine.',
  options: [
    {
      flags: '--port <n>',
      description: 'port to listen on, 0 for any free one',
      defaultText: '8787',
      completes: 'none',
    },
    { flags: '--host <address>', description: 'address to listen on', defaultText: '127.0.0.1', completes: 'none' },
    {
      flags: '--webhook <url>',
      description: 'where webhooks go when the person writes',
      defaultText: 'nowhere',
      completes: 'none',
    },
    {
      flags: '--inspector-port <n>',
      description: 'port of the inspector page, 0 for any free one',
      defaultText: 'the next free one',
      completes: 'none',
    },
    { flags: '--state <file>', description: 'keep chats and webhooks in a file', completes: 'file' },
    {
      flags: '--fault <fault>',
      description:
        'let something fail: 429, 5xx, delay, reset, lost-answer, half-answer, lost-webhook, duplicate-webhook, reordered-webhook, with =CHANCE or =3x and :VALUE',
      repeatable: true,
      completes: 'none',
    },
    { flags: '--seed <n>', description: 'what decides when faults happen', defaultText: '1', completes: 'none' },
    { flags: '--status-reports', description: 'send status reports too (assumed: CM documents none for Telegram)' },
  ],
  examples: [
    { command: 'cmtg sandbox', note: 'Serve on http://127.0.0.1:8787/v1.0/message.' },
    {
      command: 'cmtg sandbox --webhook http://127.0.0.1:3000/webhook',
      note: 'Both directions; write as the Telegram user with cmtg chat.',
    },
    { command: 'cmtg sandbox --fault 429=0.1:30s --fault duplicate-webhook=1x', note: 'Let things go wrong, by seed.' },
    { command: 'cmtg sandbox --port 0 --json', note: 'For programs: the first line tells the port.' },
  ],
  load: async () => (await import('../commands/sandbox.js')).runSandbox,
};
