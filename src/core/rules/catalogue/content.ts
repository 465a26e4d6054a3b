import { count, figure, type RuleInfo } from '../rule-info.js';

const TDLIB = 'https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp';
const TDLIB_CLEAN = 'https://github.com/tdlib/td/blob/master/td/telegram/misc.cpp';

/** The text of a message. */
export const textRules = {
  'text/missing': {
    title: 'Nothing to say',
    severity: 'error',
    message: () => 'The message has neither a text nor media.',
    help: 'Put a text into body.content, or a text or media into richContent.conversation. CM refuses it with error 304.',
    source: 'https://developers.cm.com/messaging/docs/responses-errors-json',
  },
  'text/empty': {
    title: 'Empty text',
    severity: 'error',
    message: () => 'Nothing visible is left of the text once Telegram has cleaned it.',
    help: 'Telegram refuses a text of only spaces, line breaks or invisible characters.',
    source: TDLIB,
  },
  'text/too-long': {
    title: 'Text too long',
    severity: 'error',
    message: (a) => `The text has ${figure(a.length)} characters; Telegram’s limit is ${figure(a.limit)}.`,
    help: 'Shorten it, or let --split send it as several messages. Telegram refuses it whole.',
    facts: ['textLength'],
  },
  'text/long-before-cleaning': {
    title: 'Text too long before cleaning',
    severity: 'warning',
    message: (a) =>
      `The text has ${figure(a.raw)} characters as written and ${figure(a.length)} once Telegram has cleaned it; the limit is ${figure(a.limit)}.`,
    help: 'Remove carriage returns and blanks at the ends: whether CM counts them is unknown.',
    facts: ['textLength'],
  },
  'text/ill-formed': {
    title: 'Half a character',
    severity: 'error',
    message: (a) => `The text holds half of a surrogate pair (${a.escape}), which is no character.`,
    help: 'Telegram refuses text that is not valid UTF-8; look for an emoji that was cut in two.',
    facts: ['textEncoding'],
  },
  'text/deleted-characters': {
    title: 'Characters that Telegram deletes',
    severity: 'warning',
    message: (a) => `Telegram deletes ${a.characters} from this text.`,
    help: 'Write å, ů and their like as one character (Unicode NFC); remove the other ones.',
    source: TDLIB_CLEAN,
  },
  'text/markup': {
    title: 'Markup that may show literally',
    severity: 'info',
    message: (a) => `"${a.markup}" looks like markup; CM documents no formatting for Telegram.`,
    help: 'Expect the signs to be shown as they are.',
    source: 'https://developers.cm.com/messaging/docs/telegram',
  },
  'text/file-name-link': {
    title: 'File name that turns into a link',
    severity: 'info',
    message: (a) => `Telegram shows "${a.name}" as a link, because .${a.ending} is a top-level domain.`,
    help: 'Write it otherwise if the link would mislead.',
    source: TDLIB,
  },
  'text/sms-limit': {
    title: 'Longer than one SMS in body',
    severity: 'info',
    message: (a) =>
      `CM says SMS limits apply to "body", and this is longer than one SMS part (${a.limit}); whether that matters for Telegram is unknown.`,
    help: 'Use --rich (textIn: rich) to send the text as rich content if long texts do not arrive.',
    facts: ['smsPartLength', 'smsUnicodePartLength'],
  },
  'text/body-and-rich': {
    title: 'Text in body and in rich content',
    severity: 'warning',
    message: () => 'Rich content replaces the body on Telegram, so the text in "body" is not shown.',
    help: 'Leave body.content empty, and put the text into the conversation.',
    facts: ['richContentOverBody'],
  },
} satisfies Record<string, RuleInfo>;

/** Media and captions. */
export const mediaRules = {
  'media/caption-too-long': {
    title: 'Caption too long',
    severity: 'error',
    message: (a) =>
      `The caption has ${figure(a.length)} characters; Telegram’s limit beside media is ${figure(a.limit)}.`,
    help: 'Shorten it, or send it after the media as a text of its own: --caption-as-text.',
    facts: ['captionLength'],
  },
  'media/caption-long-before-cleaning': {
    title: 'Caption too long before cleaning',
    severity: 'warning',
    message: (a) =>
      `The caption has ${figure(a.raw)} characters as written and ${figure(a.length)} once Telegram has cleaned it; the limit is ${figure(a.limit)}.`,
    help: 'Remove carriage returns and blanks at the ends: whether CM counts them is unknown.',
    facts: ['captionLength'],
  },
  'media/url-missing': {
    title: 'Media without address',
    severity: 'error',
    message: () => 'The media has no "mediaUri".',
    help: 'Give the public address of the file: CM offers no upload.',
    facts: ['mediaByUrl'],
  },
  'media/url-invalid': {
    title: 'Not an address',
    severity: 'error',
    message: (a) => `"${a.value}" is not a web address.`,
    help: 'Give an absolute address that begins with https://.',
    facts: ['mediaByUrl'],
  },
  'media/url-not-public': {
    title: 'Address that is not public',
    severity: 'error',
    message: (a) => `Nobody outside reaches ${a.host} (${a.why}).`,
    help: 'Put the file on a public web server: CM and Telegram fetch it themselves.',
    facts: ['mediaByUrl'],
  },
  'media/url-credentials': {
    title: 'Credentials in the address',
    severity: 'error',
    message: () => 'The address carries a user name or password.',
    help: 'Use a public address; a signed, expiring link is fine.',
    facts: ['mediaByUrl'],
  },
  'media/url-not-https': {
    title: 'Plain http',
    severity: 'warning',
    message: () => 'The address is plain http.',
    help: 'Use https: CM’s samples do, and http may be blocked on the way.',
    source: 'https://developers.cm.com/messaging/docs/regulatory-and-security-rules',
  },
  'media/name-missing': {
    title: 'Media without name',
    severity: 'warning',
    message: () => 'The media has no "mediaName".',
    help: 'Give a file name that ends in the proper extension.',
    facts: ['mediaNameExtension'],
  },
  'media/name-extension': {
    title: 'Name without proper extension',
    severity: 'warning',
    message: (a) =>
      a.extension
        ? `The name ends in .${a.extension}, which does not fit ${a.mimeType}.`
        : 'The name has no file extension.',
    help: 'CM asks that the name end in the proper file extension.',
    facts: ['mediaNameExtension'],
  },
  'media/mime-missing': {
    title: 'Media without MIME type',
    severity: 'warning',
    message: () => 'The media has no "mimeType".',
    help: 'Name the MIME type, for example image/jpeg.',
    source: 'https://developers.cm.com/messaging/docs/telegram',
  },
  'media/mime-unknown': {
    title: 'Unknown MIME type',
    severity: 'warning',
    message: (a) =>
      `"${a.mimeType}" is not a registered MIME type${a.suggestion ? `; did you mean "${a.suggestion}"?` : '.'}`,
    help: 'Name the type as registered, for example audio/mpeg or application/pdf.',
    source: 'https://www.iana.org/assignments/media-types',
  },
  'media/mime-not-listed': {
    title: 'Type that CM does not list',
    severity: 'warning',
    message: (a) => `CM lists ${a.listed} for ${a.family}, not ${a.mimeType}.`,
    help: 'Convert the file; CM says other video types go out as a document, and is silent on the rest.',
    facts: ['imageTypes', 'videoTypes', 'audioTypes'],
  },
  'media/document-type': {
    title: 'Document that Telegram may not fetch',
    severity: 'warning',
    message: (a) =>
      `Telegram promises only PDF and ZIP documents by URL, not ${a.mimeType}; CM’s page names no restriction.`,
    help: 'Send a PDF or a ZIP, or try it with one chat first.',
    facts: ['documentTypesByUrl'],
  },
  'media/webp': {
    title: 'WebP may show as a sticker',
    severity: 'info',
    message: () => 'Telegram may show image/webp as a sticker; CM lists it as both.',
    help: 'Use JPEG or PNG for a picture.',
    facts: ['imageTypes', 'stickerTypes'],
  },
  'media/sticker-caption': {
    title: 'Caption beside a possible sticker',
    severity: 'warning',
    message: () => 'Stickers have no caption: the text may be lost.',
    help: 'Send the text as a message of its own, or use JPEG or PNG.',
    facts: ['stickerCaption'],
  },
  'media/tgs-by-url': {
    title: 'Animated sticker by URL',
    severity: 'warning',
    message: () => 'Telegram does not take animated stickers (.tgs) by URL; CM’s page says it supports them.',
    help: 'Try it with one chat first.',
    facts: ['tgsByUrl', 'stickerTypes'],
  },
  'media/gif-as-mpeg': {
    title: 'MPEG video as animation',
    severity: 'info',
    message: () => 'CM lists video/mpeg without sound as an animation; Telegram documents silent MPEG-4 (video/mp4).',
    help: 'Use image/gif or a silent MP4.',
    facts: ['gifTypes'],
  },
  'media/too-many-items': {
    title: 'Many media in one message',
    severity: 'warning',
    message: (a) =>
      `${count(a.count, 'conversation item')} in one message; CM’s PHP SDK stops at ${a.limit}, other sources send more.`,
    help: 'Send them as several messages.',
    facts: ['conversationItems'],
  },
} satisfies Record<string, RuleInfo>;
