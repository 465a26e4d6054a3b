import type { Severity } from '../../core/diagnostics/diagnostic.js';
import type { InspectedMessage, Part } from '../source.js';
import type { Row } from '../view-model.js';

/** A bubble that has no place in a chat yet. */
export type NewRow = Omit<Row, 'position' | 'version'>;

/** A part that shows nothing still needs a bubble: somebody sent something. */
const nothing: Part = { kind: 'service', text: 'Nothing that Telegram would show' };

/** The bubbles of a message: one for every Telegram message it becomes. */
export function buildRows(
  message: InspectedMessage,
  worst: Severity | undefined,
  reply?: Row['reply'],
): readonly NewRow[] {
  const { id, side, at, state, note, answers } = message;
  const last = answers.at(-1);
  const parts = message.parts.length > 0 ? message.parts : [nothing];
  return parts.map((part, index) => ({
    id: `${id}.${index}`,
    message: id,
    chat: nameChat(message),
    side,
    at,
    part,
    state,
    note,
    ...(reply === undefined || index > 0 ? {} : { reply }),
    ...(worst === undefined ? {} : { worst }),
    ...(last === undefined ? {} : { answered: last.status ?? 0 }),
  }));
}

/** Names a chat for the page: bot and person together. An address cannot hold half a surrogate pair. */
export function nameChat({ bot, chat }: Pick<InspectedMessage, 'bot' | 'chat'>): string {
  return `${bot}/${chat}`.toWellFormed();
}

/** A bubble in one line, for the list of chats and for search. */
export function summarizePart(part: Part): string {
  switch (part.kind) {
    case 'text':
    case 'service':
      return part.text;
    case 'media':
      return [`[${part.media}]`, part.caption || part.name].filter((word) => word !== '').join(' ');
    case 'location':
      return ['[location]', part.label].filter((word) => word !== '').join(' ');
    case 'contact':
      return `[contact] ${part.name}`;
  }
}
