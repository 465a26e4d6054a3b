import { describeReason } from '../../inbound/unknown-reasons.js';
import { count, type RuleInfo } from '../rule-info.js';

const CM_MESSAGES = 'https://developers.cm.com/messaging/docs/incoming-messages';
const CM_STATUS = 'https://developers.cm.com/messaging/docs/incoming-status-report';

/**
 * Bodies of CM's webhooks, as `validate` and the listener judge them. CM documents none for Telegram, so most of this is
 * held against its other channels.
 */
export const inboundRules = {
  'inbound/unknown-envelope': {
    title: 'No webhook of CM',
    severity: 'error',
    message: (a) => describeReason(a.reason),
    help: 'CM posts a message ("message"), an event ("event") or a status report ("messages.msg" with a "status").',
    source: CM_MESSAGES,
  },
  'inbound/missing-key': {
    title: 'Missing key in a webhook',
    severity: 'warning',
    message: (a) => `The key "${a.key}" is missing here; CM documents it.`,
    help: 'Add it, so that a receiver is tried with what CM really sends.',
    source: CM_MESSAGES,
  },
  'inbound/wrong-type': {
    title: 'Wrong type in a webhook',
    severity: 'warning',
    message: (a) => `CM documents ${a.expected} here, but this is ${a.found}.`,
    help: 'Correct the type: a typed receiver fails on this body.',
    source: CM_MESSAGES,
  },
  'inbound/number-as-number': {
    title: 'Number instead of a string in a webhook',
    severity: 'warning',
    message: () => 'CM documents a string here, but this is a number; digits beyond 2^53 are lost when it is read.',
    help: 'Write it as a string, and let a receiver take both: nothing says in which type Telegram’s identifiers arrive.',
    source: CM_MESSAGES,
  },
  'inbound/groupings': {
    title: 'Not three groupings',
    severity: 'warning',
    message: (a) => `${count(a.count, 'grouping')}; CM always sends ${a.expected}, empty strings for those not used.`,
    help: 'Give exactly three strings.',
    facts: ['groupingCount'],
    source: CM_MESSAGES,
  },
  'inbound/time-format': {
    title: 'Time in another form',
    severity: 'warning',
    message: (a) => `"${a.value}" is not a time as CM writes it.`,
    help: 'Write 2027-04-20T11:50:05: UTC, without Z, zone or fraction.',
    source: CM_MESSAGES,
  },
  'inbound/time-unreadable': {
    title: 'No time',
    severity: 'warning',
    message: (a) => `"${a.value}" is not a date and time.`,
    help: 'Write 2027-04-20T11:50:05: UTC, without Z, zone or fraction.',
    source: CM_MESSAGES,
  },
  'inbound/no-sender': {
    title: 'Nobody to answer',
    severity: 'warning',
    message: () => 'There is no from.number, so nobody can be answered.',
    help: 'CM puts the chat ID there; without it a receiver cannot tell who wrote.',
    source: CM_MESSAGES,
  },
  'inbound/legacy-envelope': {
    title: 'Webhook of the Gateway app',
    severity: 'info',
    message: () => 'This is the flat form of the Gateway app, not that of the Channels app.',
    help: 'For Telegram, CM says to register the webhook in the Channels app, not in the Gateway app.',
    source: CM_MESSAGES,
  },
  'inbound/other-channel': {
    title: 'Webhook of another channel',
    severity: 'info',
    message: (a) => `The channel is ${a.channel}, not Telegram.`,
    help: 'Answer it through that channel: `cmtg send` writes to Telegram only.',
    source: CM_MESSAGES,
  },
  'inbound/new-channel': {
    title: 'Webhook of an undocumented channel',
    severity: 'info',
    message: (a) => `The channel "${a.channel}" is none that CM documents.`,
    help: 'Let a receiver take any value: the one for Telegram is not documented.',
    source: CM_MESSAGES,
  },
  'inbound/media-without-type': {
    title: 'File without a content type',
    severity: 'info',
    message: () => 'The file has no content type.',
    help: 'Tell its kind from the bytes; CM’s samples of Instagram have no content type either.',
    source: CM_MESSAGES,
  },
  'inbound/bot-token': {
    title: 'Token of a bot in a webhook',
    severity: 'warning',
    message: () => 'This address holds what looks like the token of a Telegram bot. Whoever has it controls the bot.',
    help: 'Tell CM, and renew the token with BotFather.',
    facts: ['botTokenIdDigits', 'botTokenSecret'],
  },
  'inbound/status-code': {
    title: 'Unknown status code',
    severity: 'warning',
    message: (a) => `"${a.value}" is none of the known status codes.`,
    help: 'Use "0" accepted, "1" rejected, "2" delivered, "3" failed or "4" read; Telegram itself reports no delivery.',
    source: CM_STATUS,
  },
  'inbound/placeholder': {
    title: 'Placeholder in a status report',
    severity: 'info',
    message: (a) => `${a.value} is a placeholder that was not filled in.`,
    help: 'Check the template of the report in CM’s Channels app.',
    source: CM_STATUS,
  },
  'inbound/several-reports': {
    title: 'Several status reports at once',
    severity: 'warning',
    message: (a) => `An array of ${count(a.count, 'report')}; CM documents one object, and only the first is read.`,
    help: 'Let a receiver take both forms.',
    source: CM_STATUS,
  },
} satisfies Record<string, RuleInfo>;
