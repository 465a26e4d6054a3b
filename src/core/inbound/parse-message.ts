import { hasBotToken } from '../channel/bot-token.js';
import type { FieldReader, Fields } from './field-reader.js';
import { parseCustom } from './parse-custom.js';
import { parseEnvelope } from './parse-envelope.js';
import type { BotCommand, InboundMedia, ParsedMessage } from './parsed-webhook.js';

/** The `message` envelope of the Channels app. */
export function parseMessage(fields: Fields, reader: FieldReader, raw: unknown): ParsedMessage {
  const envelope = parseEnvelope(fields, reader);
  const message = reader.object(fields, 'message');
  const text = reader.text(message, 'text', '/message');
  const command = parseCommand(text);
  const media = parseMedia(reader.object(message, 'media', '/message'), reader);
  if (envelope.from.number === '') reader.find('inbound/no-sender', '/from/number');
  return {
    kind: 'message',
    form: 'channels',
    ...envelope,
    text,
    ...(command === undefined ? {} : { command }),
    ...(media === undefined ? {} : { media }),
    custom: parseCustom(reader.object(message, 'custom', '/message'), reader),
    groupings: parseGroupings(fields, reader),
    findings: reader.findings,
    raw,
  };
}

/** The flat form of the Gateway app: `from` and `to` are strings, the text is in `body`. */
export function parseLegacyMessage(fields: Fields, reader: FieldReader, raw: unknown): ParsedMessage {
  reader.find('inbound/legacy-envelope', '');
  const text = reader.text(fields, 'body');
  const command = parseCommand(text);
  return {
    kind: 'message',
    form: 'legacy',
    reference: reader.text(fields, 'reference'),
    context: '',
    from: { number: reader.text(fields, 'from'), name: '' },
    to: { number: reader.text(fields, 'to'), name: '' },
    channel: '',
    sentAt: '',
    text,
    ...(command === undefined ? {} : { command }),
    custom: { contacts: [], suggestions: [], username: '', otherKeys: [] },
    groupings: parseGroupings(fields, reader),
    findings: reader.findings,
    raw,
  };
}

function parseMedia(media: Fields, reader: FieldReader): InboundMedia | undefined {
  const uri = reader.text(media, 'mediaUri', '/message/media');
  const contentType = reader.text(media, 'contentType', '/message/media');
  const title = reader.text(media, 'title', '/message/media');
  if (uri === '' && contentType === '' && title === '') return undefined;
  if (uri !== '' && contentType === '') reader.find('inbound/media-without-type', '/message/media/contentType');
  // Telegram's own addresses of files hold the token of the bot; nothing says that CM never passes one on.
  if (hasBotToken(uri)) reader.find('inbound/bot-token', '/message/media/mediaUri');
  return { uri, contentType, title };
}

function parseGroupings(fields: Fields, reader: FieldReader): readonly string[] {
  return reader
    .list(fields, 'groupings')
    .slice(0, 10)
    .map((grouping) => (typeof grouping === 'string' ? grouping : ''));
}

/** `/start abc` and `/start@some_bot abc`; names as Telegram allows them. */
function parseCommand(text: string): BotCommand | undefined {
  const match = /^\/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]{1,32})?(?:\s+(.*))?$/s.exec(text);
  return match === null ? undefined : { name: match[1] ?? '', argument: match[2] ?? '' };
}
