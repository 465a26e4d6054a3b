import { facts } from '../../channel/telegram.js';
import type { RuleExamples } from './rule-example.js';
import { conversation, longText, payload, text } from './samples.js';

const good = payload();
const limit = facts.textLength.value;

/** Examples of the text of a message. */
export const textExamples = {
  'text/missing': {
    why: 'A message needs something to show. CM answers one without any content with error 304.',
    bad: payload({ body: undefined }),
    good,
  },
  'text/empty': {
    why: 'Telegram removes blanks and invisible characters at both ends before it looks at a text, and refuses it when nothing is left. CM has accepted it by then, and no report says that it never arrived.',
    bad: text(' \n\u200b '),
    good,
  },
  'text/too-long': {
    why: 'Telegram refuses a text above this limit as a whole; it is not cut and not divided. The unit is the Unicode code point: an emoji counts as one or more, depending on how it is composed, and never by its bytes. CM has accepted the message by then, and nothing reports that it never arrived.',
    bad: text(longText(limit + 1)),
    good: text(longText(limit)),
  },
  'text/long-before-cleaning': {
    why: 'Telegram counts after it has removed carriage returns and blanks at the ends. As it stands the text would arrive; whether CM counts before or after is not known.',
    bad: text(`${longText(limit)}${' '.repeat(8)}`),
    good: text(longText(limit)),
  },
  'text/ill-formed': {
    why: 'Half of a surrogate pair is no character and has no form in UTF-8. Telegram refuses a text that is not valid UTF-8. It comes from programs that cut a text in the middle of an emoji.',
    bad: text('Your parcel is on its way \ud83d'),
    good: text('Your parcel is on its way 📦'),
  },
  'text/deleted-characters': {
    why: 'Telegram’s own library removes some characters from every text, among them the combining ring. On a Mac, file names and pasted texts often hold å as a and a ring: it arrives as a.',
    bad: text('Din pakke er p\u0061\u030a vej.'),
    good: text('Din pakke er på vej.'),
  },
  'text/markup': {
    why: 'Telegram formats a text only when the sender asks for it, and CM documents no way to ask. The signs are then shown as they stand.',
    bad: text('Your parcel is *on its way*.'),
    good,
  },
  'text/file-name-link': {
    why: 'Some file extensions are also top-level domains. Telegram turns such a name into a link, to a site that may belong to anybody.',
    bad: text('Please read handover.md before you come.'),
    good: text('Please read the handover notes before you come.'),
  },
  'text/sms-limit': {
    why: 'CM says that the limits of SMS apply to “body”. Whether that matters for Telegram is not documented. Rich content has no such sentence.',
    bad: text(longText(facts.smsPartLength.value + 1)),
    good: conversation({ text: longText(facts.smsPartLength.value + 1) }),
  },
  'text/body-and-rich': {
    why: 'Rich content takes the place of the body on channels that support it, Telegram among them. A text in “body” is then for nobody.',
    bad: payload({ richContent: { conversation: [{ text: 'Your parcel has arrived.' }] } }),
    good: conversation({ text: 'Your parcel has arrived.' }),
  },
} satisfies RuleExamples;
