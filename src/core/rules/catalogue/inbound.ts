import { count, type RuleInfo } from '../rule-info.js';

const CM_MESSAGES = 'https://developers.cm.com/messaging/docs/incoming-messages';
const CM_STATUS = 'https://developers.cm.com/messaging/docs/incoming-status-report';

/** Bodies of CM's webhooks. CM documents none for Telegram, so most of this is held against its other channels. */
export const inboundRules = {
  'inbound/unknown-envelope': {
    title: 'No webhook of CM',
    severity: 'error',
    message: () => 'This is neither a message nor an event nor a status report as CM posts them.',
    help: 'A message has the key "message", an event "event", a status report the object "messages.msg" with a "status".',
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
  'inbound/status-code': {
    title: 'Unknown status code',
    severity: 'warning',
    message: (a) => `"${a.value}" is none of the known status codes.`,
    help: 'Use "0" accepted, "1" rejected, "2" delivered, "3" failed or "4" read; Telegram itself reports no delivery.',
    source: CM_STATUS,
  },
} satisfies Record<string, RuleInfo>;
