import { facts } from '../../channel/telegram.js';
import type { RuleExamples } from './rule-example.js';
import { edited, payload } from './samples.js';

const good = payload();

/** Examples of what is wrong with a text before anybody looks at its meaning. */
export const syntaxExamples = {
  'syntax/invalid-json': {
    why: 'CM parses the request before it does anything else. A text that is not JSON is refused as a whole, so that none of its messages goes out. A comma too many is the usual cause.',
    bad: edited(good, '"reference": "order4711"', '"reference": "order4711",'),
    good,
  },
  'syntax/invalid-utf8': {
    why: 'JSON that is exchanged between systems must be UTF-8. A file saved in Windows-1252 or Latin-1 looks right in its editor, and other programs refuse it or show other characters.',
    bad: { form: 'bytes', latin1: '{"messages":{"msg":[]},"$schema":"caf\xe9"}'.replace('"msg":[]', latinMessage()) },
    good,
  },
  'syntax/byte-order-mark': {
    why: 'JSON must not begin with a byte order mark; a parser may pass over it or refuse the text. Which of the two CM does is not documented.',
    bad: edited(good, '{', '\ufeff{'),
    good,
  },
  'syntax/duplicate-key': {
    why: 'What a parser makes of a key that stands twice in one object is left open by the standard: most keep the last value and drop the first without a word. The sample on CM’s own Telegram page holds “body” twice.',
    bad: edited(
      good,
      '"reference": "order4711"',
      '"reference": "order4711",\n        "body": {\n          "content": "Your parcel has arrived."\n        }',
    ),
    good,
  },
  'syntax/unsafe-number': {
    why: 'Many parsers hold every number as a double, which is exact up to 2^53 only. A chat ID or another number beyond that arrives as a neighbouring one, and a number beyond all bounds as infinity. Identifiers are strings in CM’s API for that reason.',
    bad: edited(
      good,
      '"reference": "order4711"',
      '"reference": "order4711",\n        "minimumNumberOfMessageParts": 9007199254740993',
    ),
    good,
  },
  'syntax/lone-surrogate': {
    why: 'A character beyond the basic plane, such as an emoji, is written in JSON as two \\u escapes. One of them alone is no character and cannot be written as UTF-8: it is replaced or refused on the way. It comes from programs that cut texts by length.',
    bad: payload({ customGrouping: 'parcels \ud83d' }),
    good: payload({ customGrouping: 'parcels 📦' }),
  },
  'syntax/too-deep': {
    why: 'No payload of CM is deeper than ten levels. Deep nesting comes from a bracket that is never closed, or from somebody who tries to exhaust a parser.',
    bad: {
      form: 'generated',
      holds: `${facts.payloadDepth.value + 1} opening brackets, and as many closing ones`,
      build: () => '['.repeat(facts.payloadDepth.value + 1) + ']'.repeat(facts.payloadDepth.value + 1),
    },
    good,
  },
  'syntax/too-large': {
    why: 'A thousand messages with a thousand recipients each, the most that CM takes, stay far below this bound. It keeps a hostile or mistaken file from filling the memory.',
    bad: {
      form: 'generated',
      holds: `a list of ${facts.payloadValues.value + 1} numbers`,
      build: () => `[${'1,'.repeat(facts.payloadValues.value)}1]`,
    },
    good,
  },
  'syntax/poisoned-key': {
    why: 'A program that copies objects key by key and meets the key “__proto__” changes what all its objects inherit. CM documents no such key, so it is a mistake or an attack, and in neither case meant for Telegram.',
    bad: edited(
      good,
      '"reference": "order4711"',
      '"reference": "order4711",\n        "__proto__": {\n          "admin": true\n        }',
    ),
    good,
  },
} satisfies RuleExamples;

/** A message on one line: the page shows bytes as they are. */
function latinMessage(): string {
  const channel = facts.channelName.value;
  return `"msg":[{"from":"2345678901","to":[{"number":"987654321"}],"body":{"content":"Hello"},"allowedChannels":["${channel}"]}]`;
}
