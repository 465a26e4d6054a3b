import type { OptionSpec } from '../command-spec.js';

/** Which webhooks are shown and passed on: `listen` and `replay` take it. */
export const filterOption: OptionSpec = {
  flags: '--filter <field=value>',
  description:
    'only webhooks with this kind, from, to, channel, text or /json/pointer; /regex/ works, != turns it round',
  repeatable: true,
  completes: 'none',
};

/** What `listen` does with a webhook once it is stored and answered. */
export const sinkOptions: readonly OptionSpec[] = [
  filterOption,
  { flags: '--compact', description: 'one line a webhook' },
  { flags: '--raw', description: 'show the body as it came, with its headers' },
  { flags: '--verbose', description: 'also show what the --forward and --exec targets answered' },
  {
    flags: '--forward <url>',
    description: 'post every webhook to this address, too: same bytes, same headers; repeatable',
    repeatable: true,
    completes: 'none',
  },
  {
    flags: '--exec <command>',
    description: 'run a program for every webhook, without a shell; it gets the webhook as JSON on stdin',
    completes: 'none',
  },
  {
    flags: '--reply <text|@file>',
    description: 'answer every message with this text, or with the text of @file; through CM or with --sandbox',
    completes: 'none',
  },
  { flags: '--sandbox', description: 'with --reply: answer in a sandbox; nothing leaves the machine' },
  { flags: '--from <id>', description: 'with --reply: bot ID to answer from', completes: 'none' },
  {
    flags: '--save-media <directory>',
    description: 'download the files that people send',
    completes: 'directory',
  },
  { flags: '--inspector', description: 'show the webhooks in a page of the browser, on this machine only' },
  {
    flags: '--inspector-port <n>',
    description: 'with --inspector: its port',
    defaultText: 'any free one',
    completes: 'none',
  },
  {
    flags: '--sink-timeout <time>',
    description: 'how long one --forward, --exec or download may take',
    defaultText: '30s',
    completes: 'none',
  },
  {
    flags: '--product-token-file <file>',
    description: 'with --reply and --save-media: file that holds the product token, - for stdin',
    completes: 'file',
  },
];
