import type { Message } from '../../payload/payload.js';
import type { Check } from '../rule.js';

/** The same person twice with the same message, and references that cannot tell messages apart. */
export const repetition: Check = {
  payload({ messages }, report) {
    const places = new Map<string, { index: number; at: number; count: number }>();
    const references = new Map<string, { index: number; count: number }>();
    messages.msg.forEach((message, index) => {
      const content = messages.msg.length === 1 ? '' : contentKey(message);
      message.to?.forEach(({ number }, at) => {
        if (number === undefined) return;
        const key = `${number}\n${content}`;
        const seen = places.get(key);
        if (seen === undefined) places.set(key, { index, at, count: 1 });
        else Object.assign(seen, { index, at, count: seen.count + 1 });
      });
      if (message.reference !== undefined) {
        const seen = references.get(message.reference);
        if (seen === undefined) references.set(message.reference, { index, count: 1 });
        else Object.assign(seen, { index, count: seen.count + 1 });
      }
    });
    for (const [key, { index, at, count }] of places) {
      if (count === 1) continue;
      const value = key.slice(0, key.indexOf('\n'));
      report('recipient/duplicate', ['messages', 'msg', index, 'to', at, 'number'], { value, count });
    }
    for (const [value, { index, count }] of references) {
      if (count > 1) report('field/repeated-reference', ['messages', 'msg', index, 'reference'], { value, count });
    }
  },
};

/** What makes two messages to one person the same message. */
function contentKey(message: Message): string {
  const items = message.richContent?.conversation;
  const body = message.body?.content ?? '';
  return items === undefined ? body : `${body}\n${JSON.stringify(items)}`;
}
