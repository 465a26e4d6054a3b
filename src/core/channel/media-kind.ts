import type { Fact } from './fact.js';
import { facts } from './telegram.js';

/** What Telegram makes of a media file. */
export type MediaKind = 'image' | 'gif' | 'video' | 'audio' | 'document' | 'sticker';

/** A kind of media with the limits that CM documents for it. */
export interface MediaKindInfo {
  readonly kind: MediaKind;
  readonly mimeTypes: readonly string[];
  /** Megabytes; CM does not say whether decimal or binary. */
  readonly maxSize: Fact<number>;
}

/** The six kinds of CM's Telegram page, in its order. */
export const mediaKinds: Readonly<Record<MediaKind, MediaKindInfo>> = {
  image: { kind: 'image', mimeTypes: facts.imageTypes.value, maxSize: facts.imageBytes },
  gif: { kind: 'gif', mimeTypes: facts.gifTypes.value, maxSize: facts.fileBytes },
  video: { kind: 'video', mimeTypes: facts.videoTypes.value, maxSize: facts.fileBytes },
  audio: { kind: 'audio', mimeTypes: facts.audioTypes.value, maxSize: facts.fileBytes },
  document: { kind: 'document', mimeTypes: facts.documentTypesByUrl.value, maxSize: facts.fileBytes },
  sticker: { kind: 'sticker', mimeTypes: facts.stickerTypes.value, maxSize: facts.fileBytes },
};

/**
 * The kind a MIME type leads to by CM's table. image/webp is listed as image and as sticker; which one Telegram shows
 * is undocumented, so it counts as an image here and a rule says so. What is in no row goes out as a document.
 */
export function detectMediaKind(mimeType: string): MediaKind {
  const type = mimeType.trim().toLowerCase().split(';', 1)[0] ?? '';
  for (const kind of ['image', 'gif', 'video', 'audio', 'sticker'] as const) {
    if (mediaKinds[kind].mimeTypes.includes(type)) return kind;
  }
  return 'document';
}
