import { facts } from '../../core/channel/telegram.js';
import type { OptionSpec } from '../command-spec.js';
import { productTokenFileOption, requestOptions } from './request-options.js';

/** Whom a message goes to and what accompanies it: options that every sending command takes. */
export const addressOptions: readonly OptionSpec[] = [
  {
    flags: '--to <ids>',
    description: 'chat ID; repeat it or separate several by commas (--to=-100… for groups)',
    repeatable: true,
    completes: 'none',
  },
  {
    flags: '--from <id>',
    description: 'bot ID to send from',
    defaultText: 'CMTG_FROM or the configuration',
    completes: 'none',
  },
  {
    flags: '--reference <text>',
    description: `reference of every message, letters and digits, at most ${facts.referenceLength.value}`,
    defaultText: 'a new one each',
    completes: 'none',
  },
  {
    flags: '--grouping <texts>',
    description: `groupings for CM’s reports, at most ${facts.groupingCount.value}`,
    repeatable: true,
    completes: 'none',
  },
  { flags: '--validity <time>', description: 'how long CM may try, in CM’s notation: 30m, 2h', completes: 'none' },
];

/** How a plan is checked, shown and posted. */
export const deliveryOptions: readonly OptionSpec[] = [
  { flags: '--dry-run', description: 'check, and write the request body to stdout instead of posting it' },
  { flags: '--as-curl', description: 'check, and write a runnable curl command to stdout instead of posting' },
  { flags: '--sandbox', description: 'post to a sandbox inside this process: nothing leaves the machine' },
  { flags: '--strict', description: 'warnings stop the message, too' },
  {
    flags: '--rule <id=severity>',
    description: 'change one rule: error, warning, info or off',
    repeatable: true,
    completes: 'rule',
  },
  ...requestOptions,
  {
    flags: '--max-wait <time>',
    description: 'how long to wait, in all, when CM says to slow down',
    defaultText: '60s',
    completes: 'none',
  },
  { flags: '--endpoint <url>', description: 'address of the gateway', completes: 'none' },
  productTokenFileOption,
];
