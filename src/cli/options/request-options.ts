import type { OptionSpec } from '../command-spec.js';

/** How long and how often one request to CM is tried, and what then. */
export const requestOptions: readonly OptionSpec[] = [
  { flags: '--timeout <time>', description: 'how long one request may take', defaultText: '20s', completes: 'none' },
  {
    flags: '--retries <n>',
    description: 'tries again when a request certainly did not arrive',
    defaultText: '2',
    completes: 'none',
  },
  {
    flags: '--on-unknown <what>',
    description: 'what to do with messages that may have arrived: skip, resend, ask',
    defaultText: 'skip',
    choices: ['skip', 'resend', 'ask'],
  },
];

/** Where the product token is read from; no option takes the token itself. */
export const productTokenFileOption: OptionSpec = {
  flags: '--product-token-file <file>',
  description: 'file that holds the product token, - for stdin',
  completes: 'file',
};
