import { extensionFits, extensionFor, extensionOf, mimeTypeOf } from '../channel/file-types.js';
import { facts } from '../channel/telegram.js';
import type { ConversationItem, Media, Message } from './payload.js';

/** What every message carries besides its content. */
export interface MessageFields {
  /** Bot ID. */
  readonly from: string;
  /** Chat ID. */
  readonly to: string;
  /** 1 to 32 letters and digits; CM echoes it. */
  readonly reference?: string;
  /** Up to three, 100 characters each; CM echoes them. */
  readonly grouping?: readonly string[];
  /** `30m`, `2h`, or an absolute time as CM documents it. */
  readonly validity?: string;
}

/** A text message. `rich` puts the text into richContent.conversation instead of body.content. */
export interface TextMessageInput extends MessageFields {
  readonly text: string;
  readonly rich?: boolean;
}

/** A media file by public URL; name and MIME type are derived from the URL when absent. */
export interface MediaInput {
  readonly url: string;
  readonly name?: string;
  readonly mimeType?: string;
}

/** A media message. Every file becomes its own Telegram message; the caption goes with the first. */
export interface MediaMessageInput extends MessageFields {
  readonly media: readonly MediaInput[];
  readonly caption?: string;
}

/**
 * One entry of `messages.msg` with a text, as on CM's Telegram page: `body.type` is `auto`, `allowedChannels` names
 * Telegram alone. Checks nothing; see `checkPayload`.
 */
export function buildTextMessage(input: TextMessageInput): Message {
  const { from, text } = input;
  const to = [{ number: input.to }];
  return accompany(
    input.rich
      ? { from, to, body: { content: '' }, allowedChannels, richContent: { conversation: [{ text }] } }
      : { from, to, body: { type: 'auto', content: text }, allowedChannels },
    input,
  );
}

/** One entry of `messages.msg` with media, as on CM's Telegram page. Checks nothing; see `checkPayload`. */
export function buildMediaMessage(input: MediaMessageInput): Message {
  const conversation = input.media.map((media, index): ConversationItem => {
    const caption = index === 0 ? input.caption : undefined;
    return { ...(caption === undefined ? {} : { text: caption }), media: buildMedia(media) };
  });
  const { from } = input;
  const to = [{ number: input.to }];
  return accompany({ from, to, body: { content: '' }, allowedChannels, richContent: { conversation } }, input);
}

/**
 * Completes a media file: the MIME type follows from the name or the address, and the name ends in the proper
 * extension, as CM asks. What cannot be derived is left out, and a rule reports it.
 */
export function buildMedia({ url, name, mimeType }: MediaInput): Media {
  const fromUrl = nameFromUrl(url);
  const type = mimeType ?? mimeTypeOf(extensionOf(name ?? '')) ?? mimeTypeOf(extensionOf(fromUrl));
  const mediaName = name ?? withExtension(fromUrl, type);
  return {
    ...(mediaName === '' ? {} : { mediaName }),
    mediaUri: url,
    ...(type === undefined ? {} : { mimeType: type }),
  };
}

const allowedChannels = [facts.channelName.value];

/** Adds what few messages carry; the others are left as they are, because a bulk run makes a million of them. */
function accompany(message: Message, { reference, grouping = [], validity }: MessageFields): Message {
  if (reference === undefined && grouping.length === 0 && validity === undefined) return message;
  const [customGrouping, customGrouping2, customGrouping3] = grouping;
  return {
    ...message,
    ...(reference === undefined ? {} : { reference }),
    ...(customGrouping === undefined ? {} : { customGrouping }),
    ...(customGrouping2 === undefined ? {} : { customGrouping2 }),
    ...(customGrouping3 === undefined ? {} : { customGrouping3 }),
    ...(validity === undefined ? {} : { validity }),
  };
}

/** The last step of the path of an address, decoded. */
function nameFromUrl(url: string): string {
  if (!URL.canParse(url)) return '';
  const last = new URL(url).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last).replace(/[\\/]/g, '_');
  } catch {
    return last;
  }
}

function withExtension(name: string, mimeType: string | undefined): string {
  if (mimeType === undefined) return name;
  const extension = extensionOf(name);
  if (extension !== '' && mimeTypeOf(extension) !== undefined && extensionFits(extension, mimeType)) return name;
  const proper = extensionFor(mimeType);
  return proper === undefined ? name : `${name === '' ? 'file' : name}.${proper}`;
}
