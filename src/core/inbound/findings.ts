import type { Severity } from '../diagnostics/diagnostic.js';
import type { UnknownReason } from './parsed-webhook.js';

/** Something worth knowing about a webhook. `path` is a JSON pointer into it. */
export interface InboundFinding {
  readonly ruleId: InboundFindingId;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
}

interface FindingInfo {
  readonly severity: Severity;
  /** `{name}` is filled in. */
  readonly message: string;
}

/** Every finding about webhooks with its words. */
export const inboundFindings = {
  'inbound/unknown-envelope': { severity: 'warning', message: '{why}' },
  'inbound/wrong-type': { severity: 'warning', message: '{path} is {actual}; CM documents {expected}.' },
  'inbound/number-as-number': {
    severity: 'info',
    message: '{path} is a JSON number; CM documents a string. Digits beyond 2^53 would be lost.',
  },
  'inbound/no-sender': { severity: 'warning', message: 'No from.number, so nobody can be answered.' },
  'inbound/legacy-envelope': {
    severity: 'info',
    message:
      'The flat form of the Gateway app. For Telegram, CM says to register the webhook in the Channels app, not in the Gateway app.',
  },
  'inbound/other-channel': {
    severity: 'info',
    message: 'The channel is {channel}; `cmtg send` writes to Telegram only.',
  },
  'inbound/new-channel': {
    severity: 'info',
    message: 'The channel “{channel}” is none that CM documents. Its value for Telegram is not documented.',
  },
  'inbound/time-unreadable': { severity: 'info', message: '{path} is not a date and time: {value}' },
  'inbound/media-without-type': {
    severity: 'info',
    message: 'The file has no content type; CM’s samples of Instagram show the same.',
  },
  'inbound/bot-token': {
    severity: 'warning',
    message:
      '{path} holds what looks like the token of a Telegram bot. Whoever has it controls the bot: tell CM, and renew it with BotFather.',
  },
  'inbound/placeholder': {
    severity: 'info',
    message: '{value} is a placeholder that was not filled in; check the template of the report in CM’s Channels app.',
  },
  'inbound/several-reports': {
    severity: 'warning',
    message: 'messages.msg is an array of {count}; CM documents one object. Only the first is shown.',
  },
} as const satisfies Record<string, FindingInfo>;

export type InboundFindingId = keyof typeof inboundFindings;

/** Words for a webhook that is none of the three envelopes. */
export const unknownReasons: Readonly<Record<UnknownReason, string>> = {
  empty: 'The body is empty.',
  'not-utf8': 'The body is not valid UTF-8.',
  'not-json': 'The body is not JSON.',
  xml: 'The body looks like XML. CM’s Channels app can send status reports as JSON instead.',
  'too-deep': 'The JSON is nested deeper than any webhook of CM.',
  'too-complex': 'The JSON has more values than any webhook of CM.',
  'not-an-object': 'The JSON is not an object.',
  'outgoing-payload': 'This is the body of a message to CM, not a webhook from CM.',
  'no-known-envelope': 'The JSON has none of the keys message, event or messages.msg.status.',
};

const LONGEST_VALUE = 200;

/** A finding with its words. Values are cut: they come from outside. */
export function createFinding(
  ruleId: InboundFindingId,
  path: string,
  args: Readonly<Record<string, string | number>> = {},
): InboundFinding {
  const { severity, message } = inboundFindings[ruleId];
  const values: Readonly<Record<string, string | number>> = { path, ...args };
  const filled = message.replace(/\{(\w+)\}/g, (all, name: string) => {
    const value = Object.hasOwn(values, name) ? String(values[name]) : all;
    return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value;
  });
  return { ruleId, severity, message: filled, path };
}
