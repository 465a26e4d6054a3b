import { facts } from '../../channel/telegram.js';
import type { RuleExamples } from './rule-example.js';
import { conversation, edited, json, messages, oneMessage, payload } from './samples.js';

const good = payload();
const most = { messages: facts.messagesPerRequest.value, recipients: facts.recipientsPerMessage.value };

/** Not a token of anybody: the digits count up. */
const productToken = '01234567-89ab-4cde-8f01-23456789abcd';
const botToken = `110201543:${'AAExample-'.repeat(4).slice(0, facts.botTokenSecret.value + 5)}`;

/** Examples of the shape of the request body, secrets in it, and the channel it asks for. */
export const envelopeExamples = {
  'envelope/missing-key': {
    why: 'Without these keys CM has nothing to send, nobody to send it to, or nobody to send it from. It answers with an error code and sends nothing.',
    bad: payload({ from: undefined }),
    good,
  },
  'envelope/wrong-type': {
    why: 'CM reads the body into typed objects. A number where a string belongs may be converted; an object or a list is refused, and the request with it. Chat IDs are strings, so that no digit is lost.',
    bad: payload({ to: [{ number: 987654321 }] }),
    good,
  },
  'envelope/unknown-key': {
    why: 'CM does not say what it does with a key it does not know; most APIs pass over it silently. What the key should have said is then lost: with “alowedChannels”, as CM’s own Postman collection has it, no channel is chosen.',
    bad: edited(good, '"reference"', '"refrence"'),
    good,
  },
  'envelope/too-many-messages': {
    why: 'CM’s SDKs stop at this number of messages in one request. A larger request is refused as a whole.',
    bad: {
      form: 'generated',
      holds: `${most.messages + 1} entries in "msg"`,
      build: () => textOf(messages(...Array.from({ length: most.messages + 1 }, (_, index) => numbered(index)))),
    },
    good,
  },
  'envelope/too-many-recipients': {
    why: 'CM’s SDKs stop at this number of recipients for one message. A larger list is refused.',
    bad: {
      form: 'generated',
      holds: `${most.recipients + 1} entries in "to"`,
      build: () => {
        const to = Array.from({ length: most.recipients + 1 }, (_, index) => ({ number: String(1_000_000 + index) }));
        return textOf(payload({ to }));
      },
    },
    good,
  },
  'envelope/empty-list': {
    why: 'A request without a message, or a message without a recipient, is answered with an error code. The usual cause is a filter that matched nobody.',
    bad: payload({ to: [] }),
    good,
  },
  'envelope/placeholder': {
    why: 'CM’s pages and SDKs show where your own values belong with words such as “Your bot ID”. They are strings like any other, so that nothing but this rule notices one that was left in.',
    bad: payload({ from: 'Your bot ID' }),
    good,
  },
  'secret/bot-token': {
    why: 'Whoever holds the token of a bot reads its messages and writes in its name. CM wants the bot ID, which is only the number before the colon. The rule shows no part of what it found; do not paste the file anywhere.',
    bad: payload({ from: botToken }),
    good,
  },
  'secret/product-token': {
    why: 'The product token pays for messages in the name of your account. CM’s sample carries it in the body, so it ends up in files, tickets and repositories. The header X-CM-PRODUCTTOKEN keeps it out of them, and cmtg uses that.',
    bad: json({ messages: { authentication: { producttoken: productToken }, msg: [oneMessage()] } }),
    good,
  },
  'channel/missing': {
    why: 'Without a list of channels CM chooses among all that the account has. A message meant for Telegram may then be tried as an SMS, with other limits and at another price.',
    bad: payload({ allowedChannels: undefined }),
    good,
  },
  'channel/not-telegram': {
    why: 'CM sends through the channels that are named, and through no other. A payload copied from another channel is correct in every other respect and never reaches Telegram.',
    bad: payload({ allowedChannels: ['WhatsApp'] }),
    good,
  },
  'channel/misspelt': {
    why: 'The name of the channel is a fixed string. Nobody documents that CM tolerates another spelling, and the obvious short form is what one of CM’s own SDKs is known to send.',
    bad: payload({ allowedChannels: ['Telegram'] }),
    good,
  },
  'channel/other-channels': {
    why: 'CM may use any channel in the list. Other channels have other limits, prices and kinds of recipients: a chat ID of Telegram is no phone number.',
    bad: payload({ allowedChannels: [facts.channelName.value, 'SMS'] }),
    good,
  },
  'channel/unsupported-key': {
    why: 'CM documents this key for other channels. Its Telegram page does not have it or announces it for later, so nobody can say what a person on Telegram sees of it.',
    bad: conversation({ text: 'Where shall we leave it?', suggestions: [{ action: 'reply', label: 'At the door' }] }),
    good: conversation({ text: 'Where shall we leave it? Write “door” or “shop”.' }),
  },
} satisfies RuleExamples;

function numbered(index: number): object {
  return oneMessage({ to: [{ number: String(1_000_000 + index) }], reference: `order${index}` });
}

function textOf(sample: ReturnType<typeof payload>): string {
  return sample.form === 'json' ? sample.text : '';
}
