import { extensionOf, mimeTypeOf } from '../core/channel/file-types.js';
import { mediaKinds } from '../core/channel/media-kind.js';
import { facts } from '../core/channel/telegram.js';
import { CmtgError } from '../core/errors.js';
import type { ShownByUser, UserAction } from './conversation.js';
import { countCodePoints, isBlankOnTelegram, keepAsTelegram } from './telegram-text.js';

/**
 * What an action of the person looks like in the chat. Throws an `input` error for what Telegram's apps would not let
 * them send, such as a text that is too long: the apps would split it.
 */
export function showAction(action: UserAction): ShownByUser {
  switch (action.kind) {
    case 'text':
      return { kind: 'text', text: readText(action.text) };
    case 'start':
      return { kind: 'text', text: readStart(action.payload ?? '') };
    case 'location':
      return {
        kind: 'location',
        latitude: readDegrees(action.latitude, 90, 'latitude'),
        longitude: readDegrees(action.longitude, 180, 'longitude'),
        label: action.label ?? '',
      };
    case 'contact':
      if (action.name === '' || action.phone === '') throw wrong('A contact needs a name and a phone number.');
      return { kind: 'contact', name: action.name, phone: action.phone };
    default:
      return showMedia(action);
  }
}

function showMedia({ kind, media, caption = '' }: Extract<UserAction, { media: unknown }>): ShownByUser {
  if (!URL.canParse(media.uri) || !/^https?:$/.test(new URL(media.uri).protocol)) {
    throw wrong('A file needs an http or https address.');
  }
  const path = new URL(media.uri).pathname;
  const name = media.name ?? path.slice(path.lastIndexOf('/') + 1);
  const byName = mimeTypeOf(extensionOf(name) || extensionOf(path));
  // What a kind is made of when the address does not tell: Telegram's apps send photos as JPEG and stickers as WebP.
  const usual = kind === 'document' ? 'application/octet-stream' : (mediaKinds[kind].mimeTypes[0] ?? '');
  const shown = { kind, media: { name, uri: media.uri, mimeType: media.mimeType ?? byName ?? usual } };
  const kept = keepAsTelegram(caption);
  if (kept === '') return shown;
  if (kind === 'sticker') throw wrong('A sticker has no caption on Telegram.');
  if (countCodePoints(kept) > facts.captionLength.value) {
    throw wrong(`A caption has at most ${facts.captionLength.value} characters on Telegram.`);
  }
  return { ...shown, caption: kept };
}

function readText(text: string): string {
  if (!text.isWellFormed()) throw wrong('The text is not valid Unicode.');
  const kept = keepAsTelegram(text);
  if (isBlankOnTelegram(kept)) throw wrong('Telegram sends no empty text.');
  if (countCodePoints(kept) > facts.textLength.value) {
    throw wrong(`A text has at most ${facts.textLength.value} characters on Telegram; its apps split a longer one.`);
  }
  return kept;
}

function readStart(payload: string): string {
  if (!/^[\w-]*$/.test(payload) || payload.length > facts.startPayloadLength.value) {
    throw wrong(
      `The payload of a deep link has at most ${facts.startPayloadLength.value} letters, digits, underscores and hyphens.`,
    );
  }
  return payload === '' ? '/start' : `/start ${payload}`;
}

function readDegrees(value: number, limit: number, name: string): number {
  if (!(Math.abs(value) <= limit)) throw wrong(`A ${name} is a number from -${limit} to ${limit}.`);
  return value;
}

function wrong(message: string): CmtgError {
  return new CmtgError(message, { code: 'action-impossible', category: 'input' });
}
