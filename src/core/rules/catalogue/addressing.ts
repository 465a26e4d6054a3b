import { count, figure, type RuleInfo } from '../rule-info.js';

const CM_TELEGRAM = 'https://developers.cm.com/messaging/docs/telegram';

/** Who sends, who receives, and the fields that accompany a message. */
export const addressingRules = {
  'sender/empty': {
    title: 'Empty sender',
    severity: 'error',
    message: () => 'The sender ("from") is empty.',
    help: 'Put the bot ID here that CM shows for your Telegram bot.',
    source: CM_TELEGRAM,
  },
  'sender/username': {
    title: 'Username as sender',
    severity: 'warning',
    message: (a) => `"${a.value}" looks like a Telegram username; CM wants the bot ID.`,
    help: 'Use the bot ID from CM’s Channels app. (That a username fails is assumed.)',
    source: CM_TELEGRAM,
  },
  'sender/not-numeric': {
    title: 'Bot ID that is no number',
    severity: 'info',
    message: (a) => `The bot ID "${a.value}" is not a number, as bot IDs of Telegram are.`,
    help: 'CM does not document the form of a bot ID: compare it with the Channels app.',
    source: 'assumed',
  },
  'recipient/empty': {
    title: 'Empty chat ID',
    severity: 'error',
    message: () => 'The chat ID is empty.',
    help: 'Put the chat ID here: `cmtg listen` shows it for everybody who writes to the bot.',
    source: CM_TELEGRAM,
  },
  'recipient/phone-number': {
    title: 'Phone number instead of a chat ID',
    severity: 'error',
    message: (a) => `"${a.value}" looks like a phone number; Telegram is addressed by chat ID.`,
    help: 'Use the chat ID that arrives with the person’s first message: `cmtg listen` shows it.',
    source: CM_TELEGRAM,
  },
  'recipient/username': {
    title: 'Username instead of a chat ID',
    severity: 'error',
    message: (a) => `"${a.value}" is a username; CM takes numbers only.`,
    help: 'Use the numeric chat ID: `cmtg listen` shows it.',
    source: CM_TELEGRAM,
  },
  'recipient/not-a-chat-id': {
    title: 'Not a chat ID',
    severity: 'error',
    message: (a) => `"${a.value}" is not a chat ID: those are whole numbers.`,
    help: 'Use the chat ID that arrives with the person’s first message: `cmtg listen` shows it.',
    source: 'https://developers.cm.com/messaging/docs/responses-errors-json',
  },
  'recipient/group': {
    title: 'Group or channel',
    severity: 'warning',
    message: (a) => `${a.value} is the ID of a group or channel; whether CM relays to one is not documented.`,
    help: 'Try it with one message first; CM’s page speaks of persons only.',
    facts: ['chatIdMin'],
  },
  'recipient/out-of-range': {
    title: 'Chat ID out of range',
    severity: 'error',
    message: (a) => `${a.value} is outside the range of Telegram’s chat IDs (${a.min} to ${a.max}).`,
    help: 'Check the number for a digit too many; Telegram has no chat of that ID.',
    facts: ['chatIdMax', 'chatIdMin'],
  },
  'recipient/duplicate': {
    title: 'Recipient given twice',
    severity: 'warning',
    message: (a) => `The chat ${a.value} is addressed ${a.count} times with the same message.`,
    help: 'Remove the repetition, or the person receives it more than once.',
    source: 'assumed',
  },
  'field/reference': {
    title: 'Reference out of form',
    severity: 'warning',
    message: (a) =>
      `The reference has ${count(a.length, 'character')}${a.bad ? ` and holds "${a.bad}"` : ''}; CM documents 1 to ${a.limit} letters and digits.`,
    help: 'Shorten it to letters and digits, or it may not come back as you sent it. (CM’s own samples break the rule.)',
    facts: ['referenceLength'],
  },
  'field/repeated-reference': {
    title: 'Repeated reference',
    severity: 'warning',
    message: (a) =>
      `The reference "${a.value}" is used ${a.count} times; results can then be told apart only by their order.`,
    help: 'Give every message its own reference.',
    source: 'https://developers.cm.com/messaging/docs/shared-features',
  },
  'field/grouping': {
    title: 'Grouping too long',
    severity: 'error',
    message: (a) => `"${a.key}" has ${count(a.length, 'character')}; the limit is ${figure(a.limit)}.`,
    help: 'Shorten the grouping.',
    facts: ['groupingLength'],
  },
  'field/validity': {
    title: 'Validity out of form',
    severity: 'error',
    message: (a) => `"${a.value}" is not a validity as CM documents it.`,
    help: 'Write 30m or 2h, or an absolute time such as 2027-04-20 11:50:05 GMT. CM has error 305 for a bad field.',
    source: 'https://github.com/cmdotcom/text-sdk-dotnet',
  },
  'field/validity-range': {
    title: 'Validity out of range',
    severity: 'warning',
    message: (a) => `The validity is ${count(a.minutes, 'minute')}; CM’s Zapier app takes 1 to ${figure(a.limit)}.`,
    help: 'Write at most 48 hours. (CM’s pages name no bound.)',
    facts: ['validityMinutes'],
  },
  'field/body-type': {
    title: 'Unknown body type',
    severity: 'warning',
    message: (a) =>
      `"${a.value}" is not a body type that CM documents (${a.listed})${a.suggestion ? `; did you mean "${a.suggestion}"?` : '.'}`,
    help: 'Write "auto" or leave it out. It names an encoding and switches no Markdown or HTML on.',
    facts: ['bodyTypes'],
  },
  'field/message-parts': {
    title: 'Message parts',
    severity: 'info',
    message: () => 'Minimum and maximum numbers of message parts are an SMS idea.',
    help: 'Leave both out for Telegram; together with a low maximum a long text may be refused.',
    source: 'https://developers.cm.com/messaging/docs/shared-features',
  },
} satisfies Record<string, RuleInfo>;
