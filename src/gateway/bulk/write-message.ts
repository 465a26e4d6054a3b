import type { Message } from '../../core/payload/payload.js';
import type { RowPart } from './row.js';

/**
 * Prepares the JSON of messages that differ in chat and reference only: everything else is written once, so that a
 * hundred thousand rows cost a hundred thousand joins. Keys keep the order of the message.
 */
export function prepareMessage(message: Message): RowPart['toJson'] {
  const pieces: string[] = ['{'];
  const holes: ('to' | 'reference')[] = [];
  for (const [index, [key, value]] of Object.entries(message).entries()) {
    const last = pieces.length - 1;
    const start = `${pieces[last]}${index === 0 ? '' : ','}${JSON.stringify(key)}:`;
    if (key === 'to' || key === 'reference') {
      pieces[last] = key === 'to' ? `${start}[{"number":` : start;
      holes.push(key);
      pieces.push(key === 'to' ? '}]' : '');
    } else pieces[last] = start + JSON.stringify(value);
  }
  pieces[pieces.length - 1] += '}';
  const [head = '', middle = '', tail = ''] = pieces;
  const [first, second] = holes;
  if (first === 'to' && second === 'reference') {
    return (to, reference) => head + JSON.stringify(to) + middle + JSON.stringify(reference) + tail;
  }
  return (to, reference) => JSON.stringify({ ...message, to: [{ number: to }], reference });
}

/** How many Telegram messages one CM message becomes: every media file is one of its own, and so is a text. */
export function weighMessage({ richContent }: Message): number {
  return Math.max(1, richContent?.conversation?.length ?? 1);
}
