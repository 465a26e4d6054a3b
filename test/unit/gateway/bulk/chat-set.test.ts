import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChatSet } from '../../../../src/gateway/bulk/chat-set.js';

const chat = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map(String),
  fc.maxSafeInteger().map(String),
  fc.constantFrom('007', '+31', '', '0', '-5', 'x', '9007199254740993', '1e3'),
);

describe('the set of chats', () => {
  it('remembers what a map would, whatever a chat ID looks like', () => {
    fc.assert(
      fc.property(fc.array(chat, { maxLength: 300 }), (chats) => {
        const set = createChatSet();
        const map = new Map<string, number>();
        chats.forEach((id, line) => {
          expect(set.add(id, line)).toBe(map.get(id));
          if (!map.has(id)) map.set(id, line);
        });
      }),
    );
  });

  it('loses nothing while it grows', () => {
    const set = createChatSet();
    const id = (row: number): string => String(row % 2 === 0 ? 100_000_000 + row : 4_000_000_000_000 - row * 4096);
    const rows = Array.from({ length: 50_000 }, (_, row) => row);
    expect(rows.filter((row) => set.add(id(row), row) !== undefined)).toEqual([]);
    expect(rows.filter((row) => set.add(id(row), 0) !== row)).toEqual([]);
  });
});
