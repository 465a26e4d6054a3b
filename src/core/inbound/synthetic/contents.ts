import { oddTexts } from './odd-texts.js';
import { createHex, pick } from './random.js';
import type { TriggerKind } from './trigger-kinds.js';

/** `message` of a synthetic webhook, with what else depends on the kind. */
export interface SyntheticContent {
  readonly text: string;
  readonly media?: { readonly mediaUri: string; readonly contentType: string; readonly title: string };
  readonly custom?: Readonly<Record<string, unknown>>;
  readonly context?: string;
}

export interface ContentInput {
  readonly index: number;
  readonly text: string | undefined;
  readonly payload: string | undefined;
  readonly random: () => number;
}

export type MessageKind = Exclude<TriggerKind, 'event' | 'status' | 'unknown'>;

const phrases = [
  'Hello',
  'When do you open?',
  'Thank you!',
  'Is my parcel on its way?',
  'I would like to talk to somebody.',
] as const;

/** What a person sends, by kind. */
export const contents: Readonly<Record<MessageKind, (input: ContentInput) => SyntheticContent>> = {
  text: ({ text, random }) => ({ text: text ?? pick(random, phrases) }),
  start: ({ text, payload }) => ({
    text: text ?? ['/start', payload ?? 'welcome'].filter((word) => word !== '').join(' '),
  }),
  photo: (input) => createFile(input, 'photo.jpg', 'image/jpeg'),
  video: (input) => createFile(input, 'video.mp4', 'video/mp4'),
  voice: (input) => createFile(input, 'voice.ogg', 'audio/ogg'),
  audio: (input) => createFile(input, 'song.mp3', 'audio/mpeg'),
  document: (input) => createFile(input, 'invoice.pdf', 'application/pdf'),
  sticker: (input) => createFile(input, 'sticker.webp', 'image/webp'),
  location: ({ text }) => ({
    text: text ?? '',
    custom: { location: { latitude: 51.5886, longitude: 4.776, label: 'Breda', searchQuery: 'Breda' } },
  }),
  contact: ({ text }) => ({
    text: text ?? '',
    custom: {
      contacts: [
        {
          name: { formatted_name: 'Ada Example', first_name: 'Ada', last_name: 'Example' },
          phones: [{ phone: '+31600000000', type: 'CELL' }],
        },
      ],
    },
  }),
  edited: ({ text, random }) => ({ text: text ?? `${pick(random, phrases)} (edited)` }),
  reply: ({ text, random }) => ({ text: text ?? pick(random, phrases), context: createHex(random, 32) }),
  // The label of the button is the text of the message (CM's pages of Facebook Messenger, Twitter and Google).
  button: ({ text, payload }) => ({
    text: text ?? 'Yes, please',
    custom: { suggestions: [{ action: 'Reply', postbackData: payload ?? 'YES' }] },
  }),
  'odd-unicode': ({ text, index }) => ({ text: text ?? oddTexts[index % oddTexts.length]?.text ?? '' }),
};

/** A name that cannot exist (RFC 2606), so that nobody downloads from a stranger by accident. */
function createFile({ text, random }: ContentInput, title: string, contentType: string): SyntheticContent {
  return {
    text: text ?? '',
    media: { mediaUri: `https://media.example.com/files/${createHex(random, 32)}/${title}`, contentType, title },
  };
}
