import type { MediaKind } from '../../core/channel/media-kind.js';
import { mediaKinds } from '../../core/channel/media-kind.js';
import { parseDuration } from '../../core/duration.js';
import type { UserAction } from '../../sandbox/conversation.js';

/** What a typed line means. */
export type Line =
  | { readonly do: 'act'; readonly action: UserAction; readonly replyTo?: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'help' }
  | { readonly do: 'quit' }
  | { readonly do: 'nothing' }
  | { readonly do: 'wrong'; readonly message: string };

/** The commands of `cmtg chat`, for its help. They begin with a colon: a slash belongs to the bot. */
export const lineCommands: readonly (readonly [usage: string, meaning: string])[] = [
  [':photo URL [caption]', 'send a photo; likewise :gif :video :audio :document :sticker'],
  [':location LAT LON [label]', 'share a place'],
  [':contact PHONE NAME', 'share a contact'],
  [':reply ID TEXT', 'answer a message of the bot'],
  [':advance 5m', 'put the clock of the sandbox forward'],
  [':quit', 'leave (or Ctrl-D)'],
  ['::text', 'send a text that begins with a colon'],
];

/** Reads a typed line: a text for the bot, or a command after a colon. */
export function parseLine(line: string): Line {
  if (line.trim() === '') return { do: 'nothing' };
  if (!line.startsWith(':')) return { do: 'act', action: { kind: 'text', text: line } };
  if (line.startsWith('::')) return { do: 'act', action: { kind: 'text', text: line.slice(1) } };
  const [, name = '', rest = ''] = /^:(\S*)\s*(.*)$/s.exec(line) ?? [];
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const kind = name === 'photo' ? 'image' : name;
  if (Object.hasOwn(mediaKinds, kind)) return parseMedia(kind as MediaKind, rest);
  switch (name) {
    case 'location':
      return parseLocation(words);
    case 'contact': {
      const [phone = '', ...names] = words;
      if (names.length === 0) return wrong(':contact PHONE NAME');
      return { do: 'act', action: { kind: 'contact', phone, name: names.join(' ') } };
    }
    case 'reply':
      return parseReply(rest);
    case 'advance': {
      const ms = parseDuration(rest);
      return ms === undefined ? wrong(':advance 5m') : { do: 'advance', ms };
    }
    case 'quit':
    case 'q':
      return { do: 'quit' };
    case 'help':
    case '?':
      return { do: 'help' };
    default:
      return { do: 'wrong', message: `There is no command :${name}; :help lists them, :: begins a text with a colon.` };
  }
}

function parseMedia(kind: MediaKind, rest: string): Line {
  const [, uri, caption = ''] = /^(\S+)\s*(.*)$/s.exec(rest) ?? [];
  if (uri === undefined) return wrong(`:${kind === 'image' ? 'photo' : kind} URL [caption]`);
  return { do: 'act', action: { kind, media: { uri }, ...(caption === '' ? {} : { caption }) } };
}

function parseLocation([latitude, longitude, ...label]: readonly string[]): Line {
  const [lat, lon] = [Number(latitude), Number(longitude)];
  if (latitude === undefined || longitude === undefined || Number.isNaN(lat) || Number.isNaN(lon)) {
    return wrong(':location LAT LON [label]');
  }
  return { do: 'act', action: { kind: 'location', latitude: lat, longitude: lon, label: label.join(' ') } };
}

function parseReply(rest: string): Line {
  const [, id, text] = /^(\d{1,9})\s+(.+)$/s.exec(rest) ?? [];
  if (id === undefined || text === undefined) return wrong(':reply ID TEXT');
  return { do: 'act', action: { kind: 'text', text }, replyTo: Number(id) };
}

function wrong(usage: string): Line {
  return { do: 'wrong', message: `This is written ${usage}` };
}
