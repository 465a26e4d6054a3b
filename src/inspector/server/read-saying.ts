import { type MediaKind, mediaKinds } from '../../core/channel/media-kind.js';
import type { Saying } from '../source.js';
import type { JsonObject } from './read-json-body.js';

/** What the person wants to say; undefined when it is not in the form that the page sends. */
export function readSaying(body: JsonObject): Saying | undefined {
  const { bot, chat, name, text, replyTo } = body;
  if (typeof bot !== 'string' || typeof chat !== 'string' || chat === '') return undefined;
  const media = readMedia(body['media']);
  const contact = readTexts(body['contact'], ['name', 'phone']);
  const location = readLocation(body['location']);
  const texts = { name, text, replyTo };
  if (Object.values(texts).some((value) => value !== undefined && typeof value !== 'string')) return undefined;
  if ([media, contact, location].includes(null)) return undefined;
  return {
    bot,
    chat,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof replyTo === 'string' ? { replyTo } : {}),
    ...(media ? { media } : {}),
    ...(contact ? { contact } : {}),
    ...(location ? { location } : {}),
  };
}

function readMedia(value: unknown): Saying['media'] | null {
  const media = readTexts(value, ['kind', 'uri', 'name', 'contentType']);
  if (media === undefined || media === null) return media;
  const { kind, ...rest } = media;
  return Object.hasOwn(mediaKinds, kind) ? { kind: kind as MediaKind, ...rest } : null;
}

/** Null when it is there in another form. */
function readTexts<Key extends string>(value: unknown, keys: readonly Key[]): Record<Key, string> | undefined | null {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null) return null;
  const entries = keys.map((key) => [key, (value as Record<string, unknown>)[key]] as const);
  return entries.every(([, inner]) => typeof inner === 'string')
    ? (Object.fromEntries(entries) as Record<Key, string>)
    : null;
}

function readLocation(value: unknown): Saying['location'] | null {
  const label = readTexts(value, ['label']);
  if (label === undefined || label === null) return label;
  const { latitude, longitude } = value as Record<string, unknown>;
  if (!isWithin(latitude, 90) || !isWithin(longitude, 180)) return null;
  return { latitude, longitude, ...label };
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= most;
}
