import { facts } from '../../channel/telegram.js';
import type { ConversationItem, Media, Message } from '../../payload/payload.js';
import type { Sample } from './rule-example.js';

/** The changes of an example: another value, or `undefined` for a key that is left out. */
type Changes<Shape> = { readonly [Key in keyof Shape]?: unknown } & Readonly<Record<string, unknown>>;

const message = {
  from: '2345678901',
  to: [{ number: '987654321' }],
  body: { type: 'auto', content: 'Your parcel is on its way.' },
  allowedChannels: [facts.channelName.value],
  reference: 'order4711',
};

const photo = {
  mediaName: 'parcel.jpg',
  mediaUri: 'https://www.cm.com/parcel.jpg',
  mimeType: 'image/jpeg',
};

/** JSON as a file holds it. */
export function json(document: unknown): Sample {
  return { form: 'json', text: JSON.stringify(document, null, 2) };
}

/** A payload of one message without fault, but for the changes. */
export function payload(changes: Changes<Message> = {}): Sample {
  return messages({ ...message, ...changes });
}

/** A payload of these messages. */
export function messages(...msg: readonly unknown[]): Sample {
  return json({ messages: { msg } });
}

/** One message without fault, but for the changes. */
export function oneMessage(changes: Changes<Message> = {}): object {
  return { ...message, ...changes };
}

/** A payload of one text without fault. */
export function text(content: string): Sample {
  return payload({ body: { type: 'auto', content } });
}

/** A payload of one photo without fault, but for the changes to the media and to what stands beside it. */
export function media(changes: Changes<Media> = {}, item: Changes<ConversationItem> = {}): Sample {
  return payload({
    body: { content: '' },
    richContent: { conversation: [{ ...item, media: { ...photo, ...changes } }] },
  });
}

/** The same message with a text in rich content. */
export function conversation(...items: readonly unknown[]): Sample {
  return payload({ body: { content: '' }, richContent: { conversation: items } });
}

/** A text with one place changed, for what JSON.stringify never writes. */
export function edited(sample: Sample, from: string, to: string): Sample {
  return sample.form === 'json' ? { form: 'json', text: sample.text.replace(from, () => to) } : sample;
}

const words = 'Your parcel is on its way, and we write more than anybody reads. ';

/** A text of so many characters. */
export function longText(length: number): string {
  return words
    .repeat(Math.ceil(length / words.length))
    .slice(0, length)
    .replace(/\s$/, '.');
}
