import type { ConversationItem, Media, Message } from '../core/payload/payload.js';
import { FieldReader } from './field-reader.js';
import type { Refusal } from './refusal.js';

/** What the gateway understood of a request body, before any message is judged. */
export interface ParsedRequest {
  /** `messages.authentication.producttoken`. */
  readonly token?: string;
  /** Undefined when `messages.msg` is absent; null when it is no array. */
  readonly msg: readonly ParsedMessage[] | undefined | null;
  /** The first known key with a value of the wrong type. */
  readonly typeFault?: Refusal;
}

/** A conversation item with the names of its keys besides text and media, for what Telegram has no documented form of. */
export interface ParsedItem extends ConversationItem {
  readonly others: readonly string[];
}

/** One message in canonical spelling, as the sandbox read it. */
export interface ParsedMessage extends Omit<Message, 'richContent'> {
  readonly richContent?: { readonly conversation?: readonly ParsedItem[] };
}

/** Reads a request body; null when it is not JSON in UTF-8. Shares no code with the rules: see the differential test. */
export function parseRequest(body: string | Uint8Array): ParsedRequest | null {
  let root: unknown;
  try {
    root = JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
  const reader = new FieldReader();
  const messages = reader.object(reader.fold(root, 'the request'), 'messages', 'messages');
  const token = reader.text(
    reader.object(messages, 'authentication', 'authentication'),
    'producttoken',
    'producttoken',
  );
  const list = messages.get('msg');
  const msg =
    list === undefined ? undefined : Array.isArray(list) ? list.map((m, i) => parseMessage(reader, m, i)) : null;
  return {
    msg,
    ...(token === undefined ? {} : { token }),
    ...(reader.fault === undefined ? {} : { typeFault: reader.fault }),
  };
}

function parseMessage(reader: FieldReader, value: unknown, index: number): ParsedMessage {
  const at = `msg[${index}]`;
  const fields = reader.fold(value, at);
  const body = reader.object(fields, 'body', `${at}.body`);
  const rich = reader.object(fields, 'richContent', `${at}.richContent`);
  return compact<ParsedMessage>({
    from: reader.text(fields, 'from', `${at}.from`),
    to: reader.list(fields, 'to', `${at}.to`)?.map((entry, i) => parseRecipient(reader, entry, `${at}.to[${i}]`)),
    body: fields.has('body')
      ? compact({
          type: reader.text(body, 'type', `${at}.body.type`),
          content: reader.text(body, 'content', `${at}.body.content`),
        })
      : undefined,
    allowedChannels: reader.texts(fields, 'allowedChannels', `${at}.allowedChannels`),
    reference: reader.text(fields, 'reference', `${at}.reference`),
    customGrouping: reader.text(fields, 'customGrouping', `${at}.customGrouping`),
    customGrouping2: reader.text(fields, 'customGrouping2', `${at}.customGrouping2`),
    customGrouping3: reader.text(fields, 'customGrouping3', `${at}.customGrouping3`),
    minimumNumberOfMessageParts: reader.number(fields, 'minimumNumberOfMessageParts', at),
    maximumNumberOfMessageParts: reader.number(fields, 'maximumNumberOfMessageParts', at),
    validity: reader.text(fields, 'validity', `${at}.validity`),
    richContent: fields.has('richcontent')
      ? compact({
          conversation: reader
            .list(rich, 'conversation', `${at}.richContent.conversation`)
            ?.map((item, i) => parseItem(reader, item, `${at}.richContent.conversation[${i}]`)),
        })
      : undefined,
  });
}

function parseRecipient(reader: FieldReader, value: unknown, at: string): { number?: string } {
  return compact({ number: reader.text(reader.fold(value, at), 'number', `${at}.number`) });
}

function parseItem(reader: FieldReader, value: unknown, at: string): ParsedItem {
  const fields = reader.fold(value, at);
  const media = reader.object(fields, 'media', `${at}.media`);
  return compact<ParsedItem>({
    text: reader.text(fields, 'text', `${at}.text`),
    media: fields.has('media')
      ? compact<Media>({
          mediaName: reader.text(media, 'mediaName', `${at}.media.mediaName`),
          mediaUri: reader.text(media, 'mediaUri', `${at}.media.mediaUri`),
          mimeType: reader.text(media, 'mimeType', `${at}.media.mimeType`),
        })
      : undefined,
    others: [...fields.keys()].filter((key) => key !== 'text' && key !== 'media'),
  });
}

/** Leaves absent values out, as `exactOptionalPropertyTypes` wants it. */
function compact<T extends object>(value: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}
