import { defaultEndpoint } from '../core/channel/cm.js';
import type { FlatSettings, SettingName } from './settings.js';
import { address, command, ruleSettings, secret, tokenPath } from './special-types.js';
import { choice, duration, integer, list, text, type ValueType, yesNo } from './value-types.js';

const DAY = 86_400_000;

/** One row of the key table: everything cmtg knows about a setting. */
export interface KeyDefinition<Value> {
  readonly type: ValueType<Value>;
  readonly fallback?: Value;
  /** `user-file`: refused in a project file, and neither a flag nor a variable sets it. */
  readonly where: 'any' | 'user-file';
  /** Never shown, in no output. */
  readonly secret?: true;
  /** The flag that sets it, where it is not `--` and the name in kebab-case; false: no flag does. */
  readonly flag?: string | false;
  /** What it does, for the documentation. */
  readonly summary: string;
}

/**
 * The table of settings. Validation, environment names, `cmtg config`, the JSON Schema and the documentation are
 * derived from it.
 */
export const keys: { readonly [Name in SettingName]: KeyDefinition<FlatSettings[Name]> } = {
  from: { type: text(), where: 'any', summary: 'Bot ID that messages are sent from.' },
  endpoint: {
    type: address(),
    fallback: defaultEndpoint.value,
    where: 'any',
    summary: 'Address of CM’s gateway.',
  },
  tokenIn: {
    type: choice('header', 'body'),
    fallback: 'header',
    where: 'any',
    summary: 'Where the product token travels: the header CM recommends, or the body as on CM’s Telegram page.',
  },
  textIn: {
    type: choice('body', 'rich'),
    fallback: 'body',
    where: 'any',
    flag: '--rich',
    summary: 'Where a text stands: in `body`, or in `richContent`.',
  },
  timeout: { type: duration(1, DAY), fallback: 20_000, where: 'any', summary: 'How long one request may take.' },
  retries: {
    type: integer(0, 10),
    fallback: 2,
    where: 'any',
    summary: 'How often a request that certainly did not arrive is tried again.',
  },
  maxWait: {
    type: duration(0, DAY),
    fallback: 60_000,
    where: 'any',
    summary: 'How long to wait, in all, for CM’s rate limit.',
  },
  onUnknown: {
    type: choice('skip', 'resend', 'ask'),
    fallback: 'skip',
    where: 'any',
    summary: 'What happens to messages that may or may not have arrived; `ask` needs a terminal.',
  },
  strict: { type: yesNo(), fallback: false, where: 'any', summary: 'Whether warnings stop a message as errors do.' },
  rules: {
    type: ruleSettings(),
    fallback: {},
    where: 'any',
    flag: '--rule',
    summary: 'Severity of single rules: `error`, `warning`, `info` or `off`. Layers add up, rule by rule.',
  },
  grouping: { type: list(3), fallback: [], where: 'any', summary: 'Up to three groupings for CM’s reports.' },
  validity: { type: text(), where: 'any', summary: 'How long CM may try to deliver, in CM’s notation (`2h`, `30m`).' },
  'journal.keep': {
    type: duration(60_000, 3650 * DAY),
    fallback: 30 * DAY,
    where: 'any',
    flag: false,
    summary: 'How long received webhooks are kept.',
  },
  productTokenFile: {
    type: tokenPath(),
    where: 'any',
    summary: 'File that holds the product token; relative to the file that names it.',
  },
  productToken: {
    type: secret(),
    where: 'any',
    secret: true,
    flag: false,
    summary: 'The product token itself.',
  },
  productTokenCommand: {
    type: command(),
    where: 'user-file',
    flag: false,
    summary: 'Program that prints the product token, run without a shell.',
  },
};

/** Every setting, in the order of the table. */
export const settingNames = Object.keys(keys) as readonly SettingName[];
