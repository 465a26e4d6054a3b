import type { Authority, Fact } from './fact.js';

/*
 * The table of facts. Rules, schemas, help, docs/limits.md, the sandbox and the inspector read it; no other file holds
 * a number of the channel. Every row names who documents it and where.
 */

const CM_TELEGRAM = 'https://developers.cm.com/messaging/docs/telegram';
const CM_SHARED = 'https://developers.cm.com/messaging/docs/shared-features';
const CM_INCOMING = 'https://developers.cm.com/messaging/docs/incoming-messages';
const CM_STATUS = 'https://developers.cm.com/messaging/docs/incoming-status-report';
const CM_GET = 'https://developers.cm.com/messaging/docs/http-get-protocol';
const CM_NET_SDK = 'https://github.com/cmdotcom/text-sdk-dotnet';
const CM_PHP_SDK = 'https://github.com/cmdotcom/text-sdk-php';
const CM_JS_SDK = 'https://github.com/cmdotcom/text-sdk-javascript';
const BOT_API = 'https://core.telegram.org/bots/api';
const BOT_FILES = 'https://core.telegram.org/bots/api#sending-files';
const BOT_FAQ = 'https://core.telegram.org/bots/faq';
const BOT_IDS = 'https://core.telegram.org/api/bots/ids';
const BOT_FEATURES = 'https://core.telegram.org/bots/features';
const STICKERS = 'https://core.telegram.org/stickers';
const CONFIG = 'https://core.telegram.org/constructor/config';
const READ = '2026-11-22';

function fact<Value>(
  id: string,
  value: Value,
  unit: string,
  appliesTo: string,
  by: readonly Authority[],
  source: string,
  note?: string,
): Fact<Value> {
  return { id, value, unit, appliesTo, by, source, read: READ, ...(note === undefined ? {} : { note }) };
}

export const facts = {
  encryption: fact('channel.encryption', true, 'yes/no', 'every message', ['cm'], CM_TELEGRAM),
  deliveryReports: fact(
    'channel.delivery-reports',
    false,
    'yes/no',
    'every message',
    ['cm', 'telegram'],
    CM_TELEGRAM,
    'Telegram has no status reports, so "accepted" is the last thing anybody learns.',
  ),
  userStarts: fact(
    'channel.user-starts',
    true,
    'yes/no',
    'every conversation',
    ['cm', 'telegram'],
    CM_TELEGRAM,
    'A bot cannot write first: the person must have sent it a message.',
  ),
  replySuggestions: fact(
    'channel.reply-suggestions',
    false,
    'yes/no',
    'richContent suggestions',
    ['cm'],
    CM_TELEGRAM,
    'CM announces them as coming soon.',
  ),
  urlsInText: fact('text.urls', true, 'yes/no', 'text', ['cm'], CM_TELEGRAM),
  channelName: fact('channel.name', 'Telegram Messenger', 'name', 'allowedChannels', ['cm'], CM_TELEGRAM),

  textLength: fact(
    'text.length',
    4096,
    'code points',
    'a text without media, after Telegram cleaned it',
    ['cm', 'telegram'],
    CM_TELEGRAM,
    'The unit is Telegram’s: code points (core.telegram.org/constructor/config).',
  ),
  textEncoding: fact('text.encoding', 'UTF-8', 'name', 'text', ['cm', 'telegram'], CM_TELEGRAM),
  bodyTypes: fact(
    'text.body-types',
    ['AUTO', 'TEXT', 'BINARY'] as const,
    'list',
    'body.type, in either case',
    ['cm'],
    CM_PHP_SDK,
    'CM’s Telegram page writes auto. They name the encoding of an SMS, no markup.',
  ),
  textBytes: fact(
    'text.bytes',
    32_768,
    'UTF-8 bytes',
    'a text or caption before markup is parsed',
    ['telegram'],
    'https://github.com/tdlib/telegram-bot-api',
    'Plain text within text.length stays below it.',
  ),
  captionLength: fact(
    'caption.length',
    1024,
    'code points',
    'a text beside media, after Telegram cleaned it',
    ['telegram'],
    CONFIG,
    'CM’s page names no limit for captions.',
  ),
  captionBelow: fact('caption.below-media', true, 'yes/no', 'a text beside media', ['cm'], CM_TELEGRAM),
  richContentOverBody: fact(
    'text.rich-over-body',
    true,
    'yes/no',
    'a message with both body text and richContent',
    ['cm'],
    CM_NET_SDK,
    'richContent replaces the body on every channel that supports it.',
  ),
  smsPartLength: fact(
    'text.sms-part',
    160,
    'GSM characters',
    'body.content',
    ['cm'],
    CM_SHARED,
    'CM says SMS restrictions apply to body; whether that cuts a long Telegram text is unknown.',
  ),
  smsUnicodePartLength: fact('text.sms-unicode-part', 70, 'UTF-16 code units', 'body.content', ['cm'], CM_SHARED),

  mediaNameExtension: fact('media.name-extension', true, 'yes/no', 'mediaName', ['cm'], CM_TELEGRAM),
  mediaByUrl: fact('media.public-url', true, 'yes/no', 'mediaUri', ['cm', 'telegram'], CM_TELEGRAM),
  mediaSeparate: fact(
    'media.one-message-each',
    true,
    'yes/no',
    'several media files in one message',
    ['cm'],
    CM_TELEGRAM,
    'Each file becomes its own Telegram message.',
  ),
  conversationItems: fact(
    'media.items',
    5,
    'items',
    'richContent.conversation',
    ['cm'],
    CM_PHP_SDK,
    'CM’s PHP SDK stops at 5, CM’s Postman collection sends 6, no page states a number.',
  ),
  imageBytes: fact('media.image-size', 5, 'MB', 'an image by URL', ['cm', 'telegram'], CM_TELEGRAM),
  fileBytes: fact('media.file-size', 20, 'MB', 'any other file by URL', ['cm', 'telegram'], CM_TELEGRAM),
  imageTypes: fact(
    'media.image-types',
    ['image/jpeg', 'image/png', 'image/webp'] as const,
    'list',
    'images',
    ['cm'],
    CM_TELEGRAM,
  ),
  gifTypes: fact(
    'media.gif-types',
    ['image/gif', 'video/mpeg'] as const,
    'list',
    'animations without sound',
    ['cm'],
    CM_TELEGRAM,
    'Telegram animates GIF and silent MPEG-4 (video/mp4); video/mpeg may be a slip for it.',
  ),
  videoTypes: fact(
    'media.video-types',
    ['video/mp4'] as const,
    'list',
    'videos',
    ['cm', 'telegram'],
    CM_TELEGRAM,
    'Other video types go out as a document.',
  ),
  audioTypes: fact('media.audio-types', ['audio/mpeg'] as const, 'list', 'audio', ['cm'], CM_TELEGRAM),
  telegramAudioTypes: fact(
    'media.telegram-audio-types',
    ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'] as const,
    'list',
    'audio',
    ['telegram'],
    BOT_API,
    'MP3 and M4A; OGG arrives as a voice message.',
  ),
  stickerTypes: fact(
    'media.sticker-types',
    ['image/webp', 'application/x-tgsticker'] as const,
    'list',
    'stickers',
    ['cm'],
    CM_TELEGRAM,
    'CM names .TGS without a MIME type; application/x-tgsticker is the one Telegram’s own library uses.',
  ),
  documentTypesByUrl: fact(
    'media.document-types',
    ['application/pdf', 'application/zip'] as const,
    'list',
    'documents by URL',
    ['telegram'],
    BOT_FILES,
    'CM’s page names no restriction; Telegram promises only PDF and ZIP by URL.',
  ),
  tgsByUrl: fact(
    'sticker.tgs-by-url',
    false,
    'yes/no',
    'animated stickers (.tgs)',
    ['telegram'],
    `${BOT_API}#sendsticker`,
    'CM’s page lists .TGS; Telegram does not take it by URL.',
  ),
  stickerCaption: fact('sticker.caption', false, 'yes/no', 'stickers', ['telegram'], `${BOT_API}#sendsticker`),
  stickerSide: fact('sticker.side', 512, 'pixels', 'the longer side of a sticker', ['telegram'], STICKERS),
  photoSides: fact(
    'photo.sides',
    10_000,
    'pixels',
    'width plus height of an image',
    ['telegram'],
    `${BOT_API}#sendphoto`,
  ),
  photoRatio: fact(
    'photo.ratio',
    20,
    'to 1',
    'the longer side of an image to the shorter',
    ['telegram'],
    `${BOT_API}#sendphoto`,
  ),

  chatIdMax: fact('chat-id.max', 1_099_511_627_775, 'number', 'a chat with a person', ['telegram'], BOT_IDS),
  chatIdMin: fact('chat-id.min', -4_000_000_000_000, 'number', 'any chat', ['telegram'], BOT_IDS),
  botTokenIdDigits: fact(
    'bot-token.id-digits',
    [5, 16] as const,
    'digits',
    'a Telegram bot token',
    ['telegram'],
    BOT_FEATURES,
  ),
  botTokenSecret: fact(
    'bot-token.secret',
    30,
    'characters at least',
    'a Telegram bot token after the colon',
    ['telegram'],
    BOT_FEATURES,
    'Telegram’s samples have 34, real tokens 35.',
  ),
  chatRate: fact('rate.chat', 1, 'messages a second', 'one chat', ['telegram'], BOT_FAQ, 'Short bursts may pass.'),
  botRate: fact('rate.bot', 30, 'messages a second', 'one bot', ['telegram'], BOT_FAQ),

  messagesPerRequest: fact('request.messages', 1000, 'messages', 'messages.msg', ['cm'], CM_JS_SDK),
  recipientsPerMessage: fact('request.recipients', 1000, 'recipients', 'to', ['cm'], CM_PHP_SDK),
  referenceLength: fact(
    'reference.length',
    32,
    'characters',
    'reference',
    ['cm'],
    CM_GET,
    'CM’s own samples also use underscores and 36-character GUIDs.',
  ),
  groupingLength: fact(
    'grouping.length',
    100,
    'characters',
    'customGrouping, customGrouping2, customGrouping3',
    ['cm'],
    CM_NET_SDK,
  ),
  groupingCount: fact('grouping.count', 3, 'groupings', 'a message', ['cm'], CM_NET_SDK),
  validityMinutes: fact(
    'validity.minutes',
    2880,
    'minutes',
    'a relative validity',
    ['cm'],
    'https://github.com/CM-Zapier/CM-Zapier',
    'Enforced by CM’s Zapier app; the page says nothing about Telegram.',
  ),
  payloadDepth: fact(
    'request.depth',
    64,
    'levels',
    'nesting of a payload',
    ['assumed'],
    'cmtg',
    'No payload of CM is deeper than 10.',
  ),
  payloadValues: fact(
    'request.values',
    5_000_000,
    'values',
    'a JSON document that cmtg looks at',
    ['assumed'],
    'cmtg',
    '1000 messages with 1000 recipients each have 2 million.',
  ),
  webhookRetryMinutes: fact(
    'webhook.retry-every',
    5,
    'minutes',
    'an inbound message that was not answered with exactly HTTP 200',
    ['cm'],
    CM_INCOMING,
  ),
  webhookRetryDays: fact(
    'webhook.retry-for',
    30,
    'days',
    'an inbound message that was not answered with exactly HTTP 200',
    ['cm'],
    CM_INCOMING,
    'CM says "at most one month"; counted here as 30 days.',
  ),
  statusRetryDays: fact('status.retry-for', 7, 'days', 'a status report that was not taken', ['cm'], CM_STATUS),
  startPayloadLength: fact(
    'start.payload-length',
    64,
    'characters',
    'the payload of a deep link: letters, digits, _ and -',
    ['telegram'],
    `${BOT_FEATURES}#deep-linking`,
  ),
} as const;

/** Every fact, in the order of the table: what docs/limits.md and the schemas are generated from. */
export const factList: readonly Fact<unknown>[] = Object.values(facts);
