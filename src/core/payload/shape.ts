/** What CM documents about one key of a payload. */
export interface KeyShape {
  readonly type: 'string' | 'integer' | 'object' | 'array' | 'any';
  readonly required?: true;
  /** Shape of the object, or of every entry of the array. */
  readonly of?: ObjectShape;
  /** The entries of the array are strings. */
  readonly strings?: true;
  /** CM documents the key for other channels; for Telegram nothing is said, or "coming soon". */
  readonly otherChannels?: string;
}

/** The keys CM knows in one object, in canonical spelling. */
export interface ObjectShape {
  readonly keys: Readonly<Record<string, KeyShape>>;
  /** Lower-case spelling to canonical spelling: CM's keys are case-insensitive. */
  readonly canonical: ReadonlyMap<string, string>;
}

function shape(keys: Readonly<Record<string, KeyShape>>): ObjectShape {
  return { keys, canonical: new Map(Object.keys(keys).map((key) => [key.toLowerCase(), key])) };
}

const string: KeyShape = { type: 'string' };
const other = (channels: string): KeyShape => ({ type: 'any', otherChannels: channels });

const media = shape({
  mediaName: string,
  mediaUri: string,
  mimeType: string,
  mediaHeight: other('RCS'),
});

const conversationItem = shape({
  text: string,
  media: { type: 'object', of: media },
  header: other('RCS'),
  suggestions: other('RCS'),
  carousel: other('RCS'),
  location: other('RCS, WhatsApp'),
  contacts: other('WhatsApp'),
  template: other('WhatsApp'),
  interactive: other('WhatsApp'),
  context: other('WhatsApp'),
  payment: other('Apple Messages for Business'),
  oauth2: other('Apple Messages for Business'),
  listPicker: other('Apple Messages for Business'),
  tag: other('Facebook Messenger, Instagram'),
  // The .NET SDK (2.10 and later) writes a type discriminator into every item.
  $type: { type: 'any' },
});

const message = shape({
  from: { type: 'string', required: true },
  to: {
    type: 'array',
    required: true,
    of: shape({ number: { type: 'string', required: true } }),
  },
  body: { type: 'object', of: shape({ type: string, content: string }) },
  allowedChannels: { type: 'array', strings: true },
  reference: string,
  customGrouping: string,
  customGrouping2: string,
  customGrouping3: string,
  minimumNumberOfMessageParts: { type: 'integer' },
  maximumNumberOfMessageParts: { type: 'integer' },
  validity: string,
  dcs: other('SMS'),
  appKey: other('Push'),
  hybridAppKey: other('Push'),
  richContent: {
    type: 'object',
    of: shape({
      conversation: { type: 'array', of: conversationItem },
      suggestions: other('Facebook Messenger, Instagram, Twitter, RCS, Viber'),
    }),
  },
});

/**
 * The outbound request body, as CM documents it over its pages and SDKs. Source: developers.cm.com, Business Messaging
 * API pages "telegram", "integration", "shared-features", and the SDKs of cmdotcom on GitHub.
 */
export const payloadShape: ObjectShape = shape({
  $schema: string,
  messages: {
    type: 'object',
    required: true,
    of: shape({
      authentication: { type: 'object', of: shape({ producttoken: string }) },
      msg: { type: 'array', required: true, of: message },
    }),
  },
});
