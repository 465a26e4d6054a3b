import { extensionFits, extensionOf, isKnownMimeType, normalizeMimeType } from '../../channel/file-types.js';
import { facts } from '../../channel/telegram.js';
import type { Path } from '../../diagnostics/diagnostic.js';
import type { ConversationItem } from '../../payload/payload.js';
import { suggest } from '../../payload/suggest.js';
import type { Check, Report } from '../rule.js';

/** Name and MIME type of media, and what Telegram makes of them. */
export const mediaType: Check = {
  message(message, at, report) {
    message.richContent?.conversation?.forEach((item, index) => {
      if (item.media === undefined) return;
      const path = [...at, 'richContent', 'conversation', index];
      checkName(item, [...path, 'media'], report);
      checkMimeType(item, path, report);
    });
  },
};

function checkName({ media }: ConversationItem, path: Path, report: Report): void {
  const name = media?.mediaName;
  if (name === undefined || name === '') {
    report('media/name-missing', path);
    return;
  }
  const extension = extensionOf(name);
  const mimeType = media?.mimeType ?? '';
  if (extension === '' || (mimeType !== '' && isKnownMimeType(mimeType) && !extensionFits(extension, mimeType))) {
    report('media/name-extension', [...path, 'mediaName'], { extension, mimeType });
  }
}

function checkMimeType({ media, text }: ConversationItem, at: Path, report: Report): void {
  const given = media?.mimeType;
  const path = [...at, 'media', 'mimeType'];
  if (given === undefined || given === '') {
    report('media/mime-missing', [...at, 'media']);
    return;
  }
  const mimeType = normalizeMimeType(given);
  if (!isKnownMimeType(mimeType)) {
    report('media/mime-unknown', path, { mimeType: given, suggestion: suggest(given, commonTypes) ?? '' });
    return;
  }
  reportSticker(mimeType, text, at, report);
  if (mimeType === 'video/mpeg') report('media/gif-as-mpeg', path);
  else reportUnlisted(mimeType, path, report);
}

const commonTypes: readonly string[] = [
  ...facts.imageTypes.value,
  ...facts.gifTypes.value,
  ...facts.videoTypes.value,
  ...facts.audioTypes.value,
  ...facts.documentTypesByUrl.value,
];

function reportSticker(mimeType: string, text: string | undefined, at: Path, report: Report): void {
  const path = [...at, 'media', 'mimeType'];
  if (mimeType === 'image/webp') report('media/webp', path);
  else if (mimeType === 'application/x-tgsticker') report('media/tgs-by-url', path);
  else return;
  if (text !== undefined && text !== '') report('media/sticker-caption', [...at, 'text']);
}

function reportUnlisted(mimeType: string, path: Path, report: Report): void {
  if (commonTypes.includes(mimeType) || facts.stickerTypes.value.some((type) => type === mimeType)) return;
  const family = mimeType.slice(0, mimeType.indexOf('/'));
  if (family === 'image')
    report('media/mime-not-listed', path, { family: 'images', mimeType, listed: list(facts.imageTypes.value) });
  else if (family === 'video')
    report('media/mime-not-listed', path, { family: 'videos', mimeType, listed: list(facts.videoTypes.value) });
  else if (family === 'audio')
    report('media/mime-not-listed', path, { family: 'audio', mimeType, listed: list(facts.audioTypes.value) });
  else report('media/document-type', path, { mimeType });
}

function list(types: readonly string[]): string {
  return types.join(', ');
}
