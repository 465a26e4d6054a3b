import type { Fact } from '../channel/fact.js';
import { mediaKinds } from '../channel/media-kind.js';
import { showAuthorities, showFact } from '../channel/show-fact.js';
import { facts } from '../channel/telegram.js';
import type { JsonObject } from '../payload/payload.js';
import { type KeyShape, type ObjectShape, payloadShape } from '../payload/shape.js';
import { type JsonSchema, schemaHead } from './json-schema.js';

/**
 * The outbound request body, for editors. What it refuses `cmtg validate` reports, too; the other way round the rules
 * know more. Keys are spelt as CM spells them, although CM reads them in any case.
 */
export function buildPayloadSchema(): JsonSchema {
  return {
    ...schemaHead(
      'payload',
      'Request body of CM.com’s Business Messaging API, for Telegram',
      'Keys are case-insensitive to CM; this schema knows them as CM’s pages write them. `cmtg validate` checks more.',
    ),
    ...buildObject(payloadShape, ''),
  };
}

function buildObject(shape: ObjectShape, path: string): JsonObject {
  const required = Object.keys(shape.keys).filter((key) => shape.keys[key]?.required);
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(shape.keys).map(([key, inner]) => {
        const at = path === '' ? key : `${path}.${key}`;
        return [key, { ...buildKey(inner, at), ...extras[at] }];
      }),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
    ...objectExtras[path],
  };
}

function buildKey(shape: KeyShape, path: string): JsonObject {
  if (shape.otherChannels !== undefined) {
    return { description: `CM documents this for ${shape.otherChannels}, not for Telegram.`, deprecated: true };
  }
  switch (shape.type) {
    case 'any':
      return {};
    case 'object':
      return shape.of === undefined ? { type: 'object' } : buildObject(shape.of, path);
    case 'array':
      return { type: 'array', items: shape.of === undefined ? { type: 'string' } : buildObject(shape.of, path) };
    default:
      return { type: shape.type };
  }
}

const MSG = 'messages.msg';
const ITEM = `${MSG}.richContent.conversation`;

/** Puts the limit and its source into the words of a key. */
function say(words: string, ...limits: readonly Fact<unknown>[]): JsonObject {
  const told = limits.map((fact) => `${showFact(fact)} (${showAuthorities(fact)})`.replaceAll('\u202f', ''));
  return { description: [words, ...told].join(' · ') };
}

const grouping: JsonObject = {
  ...say('For CM’s reports.', facts.groupingLength),
  maxLength: facts.groupingLength.value,
};

/** What shapes do not say, by the path of the key. */
const extras: Readonly<Record<string, JsonObject>> = {
  $schema: say('Address or path of this schema, for editors. Remove it before you post the file.'),
  'messages.authentication': say('cmtg sends the product token as a header; keep it out of files.'),
  [MSG]: {
    ...say('The messages.', facts.messagesPerRequest),
    minItems: 1,
    maxItems: facts.messagesPerRequest.value,
  },
  [`${MSG}.from`]: { ...say('Bot ID, as CM’s Channels app shows it.'), minLength: 1 },
  [`${MSG}.to`]: {
    ...say('Who receives the message.', facts.recipientsPerMessage),
    minItems: 1,
    maxItems: facts.recipientsPerMessage.value,
  },
  [`${MSG}.to.number`]: {
    ...say('Chat ID, which arrives with the first message of the person. Not a phone number.'),
    pattern: '^(-?[1-9][0-9]*|@.+)$',
  },
  [`${MSG}.body`]: say('A text without media. Rich content takes its place.'),
  [`${MSG}.body.type`]: { ...say('How the text is encoded; no markup.', facts.bodyTypes), examples: ['auto'] },
  [`${MSG}.body.content`]: { ...say('The text.', facts.textLength), maxLength: facts.textLength.value },
  [`${MSG}.allowedChannels`]: {
    ...say('The channels CM may use.'),
    contains: { const: facts.channelName.value },
    minItems: 1,
  },
  [`${MSG}.reference`]: {
    ...say('Comes back in answers and reports: letters and digits.', facts.referenceLength),
    pattern: `^[A-Za-z0-9]{1,${facts.referenceLength.value}}$`,
  },
  [`${MSG}.customGrouping`]: grouping,
  [`${MSG}.customGrouping2`]: grouping,
  [`${MSG}.customGrouping3`]: grouping,
  [`${MSG}.validity`]: say('How long CM may try: 30m, 2h, or an absolute time.', facts.validityMinutes),
  [ITEM]: { ...say('Each item becomes a Telegram message of its own.'), minItems: 1 },
  [`${ITEM}.text`]: {
    ...say('A text, or the caption of the media beside it.', facts.textLength, facts.captionLength),
    maxLength: facts.textLength.value,
  },
  [`${ITEM}.media.mediaName`]: say('File name, ending in the proper extension.'),
  [`${ITEM}.media.mediaUri`]: { ...say('Public address of the file; https.'), pattern: '^([Hh][Tt]{2}[Pp][Ss]?://|$)' },
  [`${ITEM}.media.mimeType`]: {
    ...say('MIME type.'),
    examples: [...new Set(Object.values(mediaKinds).flatMap(({ mimeTypes }) => mimeTypes))],
  },
};

/** What holds for an object as a whole. */
const objectExtras: Readonly<Record<string, JsonObject>> = {
  // An empty media object is how some samples of CM say that there is none.
  [ITEM]: {
    if: { required: ['media', 'text'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { text: { maxLength: facts.captionLength.value } } },
  },
};
