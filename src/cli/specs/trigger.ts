import { triggerKinds } from '../../core/inbound/synthetic/trigger-kinds.js';
import type { CommandSpec } from '../command-spec.js';

/** `cmtg trigger`. */
export const triggerSpec: CommandSpec = {
  name: 'trigger',
  summary: 'make up inbound webhooks and post them',
  description:
    'Posts webhooks as CM would send them, to a program under development or to `cmtg listen`. CM publishes no inbound sample for Telegram: what is inferred from its other channels is marked assumed.',
  args: [{ name: '[kinds...]', description: 'what to make up; --list tells all', completes: triggerKinds }],
  options: [
    { flags: '--to <url>', description: 'address to post to', completes: 'none' },
    { flags: '--list', description: 'tell the kinds, and what each rests on' },
    { flags: '--from <id>', description: 'chat ID of the person', defaultText: 'made up', completes: 'none' },
    { flags: '--name <text>', description: 'name of the person', completes: 'none' },
    { flags: '--bot <id>', description: 'bot ID that was written to', completes: 'none' },
    { flags: '--text <text>', description: 'text of the message, label of the button', completes: 'none' },
    {
      flags: '--payload <text>',
      description: 'with start: payload of the deep link; with button: postback data',
      completes: 'none',
    },
    { flags: '--code <n>', description: 'with status: one code instead of all', completes: 'none' },
    {
      flags: '--set <pointer=value>',
      description: 'put a value into the JSON; := instead of = takes JSON; repeatable',
      repeatable: true,
      completes: 'none',
    },
    { flags: '--count <n>', description: 'so many of each kind', defaultText: '1', completes: 'none' },
    { flags: '--rate <n/s>', description: 'at most so many a second', defaultText: 'max', completes: 'none' },
    { flags: '--seed <n>', description: 'the same made-up values every time', completes: 'none' },
    {
      flags: '--timeout <time>',
      description: 'how long one request may take',
      defaultText: '30s',
      completes: 'none',
    },
    { flags: '--dry-run', description: 'write the bodies to stdout instead of posting them' },
  ],
  examples: [
    { command: 'cmtg trigger text --to http://127.0.0.1:8080', note: 'Is the listener there?' },
    { command: 'cmtg trigger start --payload campaign-7 --to http://localhost:3000/webhook', note: 'A deep link.' },
    {
      command: 'cmtg trigger button --text "At the door" --payload DOOR --dry-run',
      note: 'A button that was pressed.',
    },
    {
      command: 'cmtg trigger photo --from 987654321 --set /message/media/contentType= --to http://localhost:3000/',
      note: 'A file without a type.',
    },
    { command: 'cmtg trigger text --count 1000 --rate 50/s --seed 1 --to http://localhost:3000/', note: 'Load.' },
    { command: 'cmtg trigger location --dry-run', note: 'Only look at the JSON.' },
    { command: 'cmtg trigger --list', note: 'All kinds, and what CM documents of them.' },
  ],
  load: async () => (await import('../commands/trigger.js')).runTrigger,
};
