import type { ConversationItem, Media, Message } from '../payload/payload.js';
import { cleanText } from '../text/clean.js';
import { detectMediaKind, type MediaKind } from './media-kind.js';
import { facts } from './telegram.js';

/** A media file as a Telegram message shows it. */
export interface ShownMedia {
  readonly name: string;
  readonly uri: string;
  readonly mimeType: string;
}

/** One Telegram message: a text, or a media file with its caption below. */
export type Shown =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: MediaKind;
      readonly media: ShownMedia;
      readonly caption?: string;
      /** A text beside a sticker: Telegram's stickers have no caption, what CM does with it is not documented. */
      readonly lostCaption?: string;
    };

/**
 * What Telegram would show for one CM message, in order: every conversation item is a Telegram message of its own, a
 * caption stands below its media, and rich content takes the place of the body. Items of other kinds (locations,
 * contacts) have no documented form on Telegram and show as nothing. Texts are cleaned as Telegram cleans them.
 * Source: CM's Telegram page.
 */
export function buildAppearance(message: Pick<Message, 'body' | 'richContent'>): readonly Shown[] {
  const items = message.richContent?.conversation ?? [];
  if (items.length > 0) return items.flatMap(buildShown);
  return buildShown({ text: message.body?.content ?? '' });
}

function buildShown({ text: written = '', media }: ConversationItem): Shown[] {
  const text = cleanText(written);
  if (!isMedia(media)) return text === '' ? [] : [{ kind: 'text', text }];
  const kind = detectMediaKind(media.mimeType ?? '');
  const shown = {
    kind,
    media: { name: media.mediaName ?? '', uri: media.mediaUri ?? '', mimeType: media.mimeType ?? '' },
  };
  if (text === '') return [shown];
  return kind === 'sticker' && !facts.stickerCaption.value
    ? [{ ...shown, lostCaption: text }]
    : [{ ...shown, caption: text }];
}

/** CM writes an empty media object where there is no media. */
function isMedia(media: Media | undefined): media is Media {
  return media !== undefined && Object.values(media).some((value) => value !== '');
}
