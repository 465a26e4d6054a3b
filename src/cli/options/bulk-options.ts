import { facts } from '../../core/channel/telegram.js';
import type { OptionSpec } from '../command-spec.js';
import { productTokenFileOption, requestOptions } from './request-options.js';

const pace: readonly OptionSpec[] = [
  {
    flags: '--rate <n/s>',
    description: `Telegram messages a second, or max; Telegram allows a bot ${facts.botRate.value}/s in all`,
    defaultText: '25/s',
    completes: 'none',
  },
  {
    flags: '--batch <n>',
    description: `messages in one request, at most ${facts.messagesPerRequest.value}`,
    defaultText: 'a second’s worth, at most 50',
    completes: 'none',
  },
  { flags: '--concurrency <n>', description: 'requests at the same time', defaultText: '2', completes: 'none' },
  {
    flags: '--window <n>',
    description: 'most messages under way at once, and so unknown after a crash',
    defaultText: 'batch × concurrency',
    completes: 'none',
  },
];

/** Options of a run over a file of recipients that is begun. */
export const recipientsOptions: readonly OptionSpec[] = [
  {
    flags: '--recipients <file>',
    description: 'send to every row of a CSV or JSONL file, - for stdin',
    completes: 'file',
  },
  {
    flags: '--to-column <name>',
    description: 'column of the chat IDs',
    defaultText: 'to, chat_id, …',
    completes: 'none',
  },
  { flags: '--from-column <name>', description: 'column of bot IDs to send from', completes: 'none' },
  { flags: '--reference-column <name>', description: 'column of references', completes: 'none' },
  { flags: '--preview <n>', description: 'show the first rows as Telegram would, and send nothing', completes: 'none' },
  { flags: '--skip-invalid', description: 'leave rows with errors out, write them to a file, send the rest' },
  { flags: '--no-duplicate-check', description: 'allow a chat to be in the file several times' },
  { flags: '--yes', description: 'do not ask before sending' },
  ...pace,
  {
    flags: '--ledger <file>',
    description: 'where to keep what was sent',
    defaultText: 'under the state directory',
    completes: 'file',
  },
  {
    flags: '--report <file>',
    description: 'write a report, .html or .csv; repeatable',
    repeatable: true,
    completes: 'file',
  },
  {
    flags: '--shard <i/n>',
    description: 'only the i-th of n parts of the file, at an n-th of the rate',
    completes: 'none',
  },
];

/** Options of `bulk resume`. */
export const resumeOptions: readonly OptionSpec[] = [
  ...pace,
  ...requestOptions,
  {
    flags: '--max-wait <time>',
    description: 'how long CM may make the run wait',
    defaultText: '60s',
    completes: 'none',
  },
  { flags: '--endpoint <url>', description: 'address of the gateway; must be the ledger’s', completes: 'none' },
  productTokenFileOption,
  {
    flags: '--report <file>',
    description: 'write a report, .html or .csv; repeatable',
    repeatable: true,
    completes: 'file',
  },
];
