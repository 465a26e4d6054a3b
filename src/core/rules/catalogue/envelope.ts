import { count, figure, type RuleInfo } from '../rule-info.js';

const CM_SCHEMA = 'https://developers.cm.com/messaging/docs/shared-features';
const CM_ERRORS = 'https://developers.cm.com/messaging/docs/responses-errors-json';

/** The shape of the request body, secrets in it, and the channel it asks for. */
export const envelopeRules = {
  'envelope/missing-key': {
    title: 'Missing key',
    severity: 'error',
    message: (a) => `The key "${a.key}" is missing here.`,
    help: 'Add it; CM answers a request without it with an error and sends nothing.',
    source: CM_SCHEMA,
  },
  'envelope/wrong-type': {
    title: 'Wrong type',
    severity: 'error',
    message: (a) => `This must be ${a.expected}, but it is ${a.found}.`,
    help: 'Correct the type; CM answers wrong types with error 202 and sends nothing.',
    source: CM_ERRORS,
  },
  'envelope/unknown-key': {
    title: 'Unknown key',
    severity: 'warning',
    message: (a) => `CM documents no key "${a.key}" here${a.suggestion ? `; did you mean "${a.suggestion}"?` : '.'}`,
    help: 'Correct or remove the key; CM is likely to ignore it silently, and what it should have said with it.',
    source: CM_SCHEMA,
  },
  'envelope/too-many-messages': {
    title: 'Too many messages in one request',
    severity: 'error',
    message: (a) => `${count(a.count, 'message')} in one request; the limit is ${figure(a.limit)}.`,
    help: 'Send them in several requests.',
    facts: ['messagesPerRequest'],
  },
  'envelope/too-many-recipients': {
    title: 'Too many recipients in one message',
    severity: 'error',
    message: (a) => `${count(a.count, 'recipient')} in one message; the limit is ${figure(a.limit)}.`,
    help: 'Spread them over several messages.',
    facts: ['recipientsPerMessage'],
  },
  'envelope/empty-list': {
    title: 'Empty list',
    severity: 'error',
    message: (a) => `"${a.key}" is an empty list.`,
    help: 'Add at least one entry, or remove the key where it is optional.',
    source: CM_ERRORS,
  },
  'envelope/placeholder': {
    title: 'Placeholder left in',
    severity: 'error',
    message: (a) => `"${a.value}" is a placeholder of the documentation.`,
    help: 'Put your own value here.',
    source: 'https://developers.cm.com/messaging/docs/telegram',
  },
  'secret/bot-token': {
    title: 'Telegram bot token',
    severity: 'error',
    message: () => 'This holds a Telegram bot token: whoever reads it controls the bot.',
    help: 'Remove it, and have BotFather issue a new one with /token. CM wants the bot ID, never the token.',
    facts: ['botTokenSecret'],
  },
  'secret/product-token': {
    title: 'Product token in the payload',
    severity: 'warning',
    message: () => 'The payload carries a CM product token.',
    help: 'Take it out before you share or commit the file; cmtg sends it as a header (CMTG_PRODUCT_TOKEN).',
    source: 'https://developers.cm.com/messaging/docs/integration',
  },
  'channel/missing': {
    title: 'No channel chosen',
    severity: 'warning',
    message: () => 'Without "allowedChannels" CM may use any channel of the account.',
    help: 'Add "allowedChannels": ["Telegram Messenger"].',
    facts: ['channelName'],
  },
  'channel/not-telegram': {
    title: 'Telegram is not among the channels',
    severity: 'error',
    message: (a) => `"allowedChannels" does not name "${a.name}", so this never reaches Telegram.`,
    help: 'Name the channel exactly: "Telegram Messenger".',
    facts: ['channelName'],
  },
  'channel/misspelt': {
    title: 'Misspelt channel',
    severity: 'error',
    message: (a) => `CM’s name of the channel is "${a.name}", not "${a.value}".`,
    help: 'Write it exactly so; nobody documents that other spellings work.',
    facts: ['channelName'],
  },
  'channel/other-channels': {
    title: 'Other channels beside Telegram',
    severity: 'warning',
    message: (a) => `Besides Telegram CM may use ${a.channels}, where other limits and prices apply.`,
    help: 'Name only "Telegram Messenger" when the message is meant for Telegram.',
    source: CM_SCHEMA,
  },
  'channel/unsupported-key': {
    title: 'Not documented for Telegram',
    severity: 'warning',
    message: (a) => `CM documents "${a.key}" for ${a.channels}, not for Telegram.`,
    help: 'What Telegram users see of it is unknown; say it in the text instead.',
    facts: ['replySuggestions'],
  },
} satisfies Record<string, RuleInfo>;
