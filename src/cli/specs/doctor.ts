import type { CommandSpec } from '../command-spec.js';
import { productTokenFileOption } from '../options/request-options.js';

/** `cmtg doctor`. */
export const doctorSpec: CommandSpec = {
  name: 'doctor',
  summary: 'check the set-up; sends no message',
  description:
    'Checks Node, configuration, product token, the way to the gateway, the port and the place for webhooks, each with its cure. The gateway gets one HEAD request without a token and without a body. With --url the public address of your webhook gets one POST that holds a random word, to see whether it arrives here. Exit 1 when a line fails.',
  options: [
    {
      flags: '--url <address>',
      description: 'public address of the webhook: call it and see whether it leads here',
      completes: 'none',
    },
    { flags: '--port <n>', description: 'port that `cmtg listen` will use', defaultText: '8080', completes: 'none' },
    { flags: '--endpoint <url>', description: 'address of the gateway', completes: 'none' },
    { flags: '--timeout <time>', description: 'how long one call may take', defaultText: '10s', completes: 'none' },
    productTokenFileOption,
  ],
  examples: [
    { command: 'cmtg doctor', note: 'Everything that can be known without sending.' },
    { command: 'cmtg doctor --url https://bot.example.com/webhook', note: 'Would CM’s webhooks arrive here?' },
    { command: 'cmtg doctor --json', note: 'For programs: one document.' },
  ],
  load: async () => (await import('../commands/doctor.js')).runDoctor,
};
