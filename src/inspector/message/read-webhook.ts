import { detectMediaKind, type MediaKind } from '../../core/channel/media-kind.js';
import { parseWebhook } from '../../core/inbound/parse-webhook.js';
import type { ParsedMessage, ParsedStatus, ParsedWebhook } from '../../core/inbound/parsed-webhook.js';
import type { InspectedMessage, Part } from '../source.js';

/** What a webhook's body tells about itself. */
export type WebhookContent = Pick<InspectedMessage, 'bot' | 'chat' | 'name' | 'side' | 'parts' | 'reference'>;

/** Reads a webhook for the inspector. Never fails: what is unknown becomes a line in the chat without a number. */
export function readWebhook(body: string | Uint8Array): WebhookContent {
  const parsed = parseWebhook(body);
  switch (parsed.kind) {
    case 'message':
      return {
        bot: parsed.to.number,
        chat: parsed.from.number,
        name: parsed.from.name,
        side: 'user',
        parts: buildParts(parsed),
        reference: parsed.reference,
      };
    case 'event':
      return service(
        parsed.to.number,
        parsed.from.number,
        `Event: ${parsed.event.type || 'without a type'}`,
        parsed.reference,
      );
    case 'status':
      return service('', parsed.to.number, describeStatus(parsed), parsed.reference);
    case 'unknown':
      return service('', '', describeUnknown(parsed), '');
  }
}

function service(bot: string, chat: string, text: string, reference: string): WebhookContent {
  return { bot, chat, name: '', side: 'service', parts: [{ kind: 'service', text }], reference };
}

function describeStatus({ code, codeText, errorDescription }: ParsedStatus): string {
  const words = codeText || (code === null ? 'without a code' : `code ${code}`);
  return `Status report: ${words}${errorDescription === '' ? '' : ` (${errorDescription})`}`;
}

function describeUnknown({ findings }: ParsedWebhook): string {
  return `Unknown webhook. ${findings[0]?.message ?? ''}`.trim();
}

/** A file with the text below it, then what CM carries in `custom`, then, when there was none of these, the text. */
function buildParts({ text, media, custom }: ParsedMessage): readonly Part[] {
  const parts: Part[] = [];
  if (media !== undefined) {
    parts.push({
      kind: 'media',
      media: guessKind(media.contentType, media.title || media.uri),
      name: media.title,
      uri: media.uri,
      contentType: media.contentType,
      caption: text,
      lostCaption: '',
    });
  }
  if (custom.location !== undefined) parts.push({ kind: 'location', ...custom.location });
  for (const { name, phones } of custom.contacts) parts.push({ kind: 'contact', name, phones });
  if (media === undefined && (text !== '' || parts.length === 0)) parts.unshift({ kind: 'text', text });
  return parts;
}

const endings: readonly (readonly [RegExp, MediaKind])[] = [
  [/\.(?:jpe?g|png)$/i, 'image'],
  [/\.gif$/i, 'gif'],
  [/\.(?:mp4|mov|webm)$/i, 'video'],
  [/\.(?:mp3|m4a|og[ag])$/i, 'audio'],
  [/\.(?:tgs|webp)$/i, 'sticker'],
];

/** CM often leaves the content type empty; then the name has to do. */
function guessKind(contentType: string, name: string): MediaKind {
  const type = contentType.toLowerCase().split(';', 1)[0] ?? '';
  const kind = detectMediaKind(type);
  if (kind !== 'document') return kind;
  const [family] = type.split('/', 1);
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  const path = name.split(/[?#]/, 1)[0] ?? '';
  return (type === '' ? endings.find(([ending]) => ending.test(path))?.[1] : undefined) ?? 'document';
}
