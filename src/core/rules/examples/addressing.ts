import { facts } from '../../channel/telegram.js';
import type { RuleExamples } from './rule-example.js';
import { messages, oneMessage, payload } from './samples.js';

const good = payload();
const to = (...numbers: readonly string[]) => payload({ to: numbers.map((number) => ({ number })) });

/** Examples of who sends, who receives, and the fields that accompany a message. */
export const addressingExamples = {
  'sender/empty': {
    why: 'CM finds the bot by its ID. An empty one stands for no bot, so that no message goes out.',
    bad: payload({ from: '' }),
    good,
  },
  'sender/username': {
    why: 'CM’s Telegram page asks for the bot ID. A username is what people see in Telegram, and nothing says that CM takes it in place of the ID.',
    bad: payload({ from: '@parcel_bot' }),
    good,
  },
  'sender/not-numeric': {
    why: 'A bot ID of Telegram is the number before the colon of its token. Whether CM’s bot ID is that same number is not documented, so this is advice only.',
    bad: payload({ from: 'ParcelBot' }),
    good,
  },
  'recipient/empty': {
    why: 'An empty chat ID stands for nobody. The usual cause is an empty field in the source of the data.',
    bad: to(''),
    good,
  },
  'recipient/phone-number': {
    why: 'Most of CM’s channels address people by phone number; Telegram does not. A bot reaches a person by the chat ID that arrives with the first message of that person. A bare number is never taken for a phone number: it may be a chat ID.',
    bad: to('+31 6 1234 5678'),
    good,
  },
  'recipient/username': {
    why: 'Telegram itself resolves the username of a bot, group or channel, never that of a person the bot has not met. CM answers with error 303 that a recipient is not a number.',
    bad: to('@jane_doe'),
    good,
  },
  'recipient/not-a-chat-id': {
    why: 'A chat ID is a whole number. CM checks the form of recipients and answers with an error code for what it cannot use.',
    bad: to('jane.doe'),
    good,
  },
  'recipient/group': {
    why: 'Groups and channels have negative IDs. CM’s page speaks of persons who wrote to the bot; whether CM relays to a group is not documented.',
    bad: to('-1001234567890'),
    good,
  },
  'recipient/out-of-range': {
    why: 'Telegram documents which numbers can be chat IDs at all. A number outside belongs to no chat, so the message has nowhere to go.',
    bad: to('99999999999999'),
    good,
  },
  'recipient/duplicate': {
    why: 'CM sends once for every entry. A chat that is listed twice receives the same text twice, and both are paid for.',
    bad: to('987654321', '987654321'),
    good: to('987654321', '987654322'),
  },
  'field/reference': {
    why: 'CM documents a reference of letters and digits up to this length. It comes back in answers and reports, where a longer one may be cut. CM’s own samples also use underscores and GUIDs, so this is a warning only.',
    bad: payload({ reference: `order-4711-${'x'.repeat(facts.referenceLength.value)}` }),
    good,
  },
  'field/repeated-reference': {
    why: 'CM’s answer names every message by recipient and reference. Where both repeat, results can be told apart by their order alone, which nobody promises.',
    bad: messages(oneMessage(), oneMessage({ to: [{ number: '987654322' }] })),
    good: messages(oneMessage(), oneMessage({ to: [{ number: '987654322' }], reference: 'order4712' })),
  },
  'field/grouping': {
    why: 'CM’s SDKs document this length for a grouping. A longer one is refused.',
    bad: payload({ customGrouping: 'g'.repeat(facts.groupingLength.value + 1) }),
    good: payload({ customGrouping: 'parcels' }),
  },
  'field/validity': {
    why: 'CM’s SDKs write the time in which CM may try to deliver as minutes, hours, or an absolute time. What another form does is not documented; it may be refused or passed over.',
    bad: payload({ validity: 'tomorrow' }),
    good: payload({ validity: '2h' }),
  },
  'field/validity-range': {
    why: 'CM’s Zapier app refuses a validity above 48 hours. CM’s pages name no bound, so a longer one may be shortened, refused or taken.',
    bad: payload({ validity: '72h' }),
    good: payload({ validity: '48h' }),
  },
  'field/body-type': {
    why: 'CM’s PHP and Python SDKs know three types, which name the encoding of an SMS; the PHP SDK replaces any other by AUTO. What the gateway does with another is not documented. It is no parse mode: CM documents no formatting for Telegram, so a type such as html changes nothing at best.',
    bad: payload({ body: { type: 'html', content: 'Your parcel is <b>on its way</b>.' } }),
    good,
  },
  'field/message-parts': {
    why: 'Numbers of message parts bound how many SMS a text may take. Telegram has no parts; nobody documents what a low maximum does to a long text there.',
    bad: payload({ maximumNumberOfMessageParts: 3 }),
    good,
  },
} satisfies RuleExamples;
