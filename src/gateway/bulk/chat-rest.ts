/** Remembers which chats got something within the last moments, so that none gets two messages in a rush. */
export interface ChatRest {
  /** When a chat may get its next message; not later than `now` when it may at once. */
  readyAt(to: string, now: number): number;
  mark(to: string, now: number): void;
}

const pruneAbove = 4096;

/** `gapMs` is the least time between two messages to one chat. */
export function createChatRest(gapMs: number): ChatRest {
  const last = new Map<string, number>();
  let limit = pruneAbove;
  return {
    readyAt(to, now) {
      const at = last.get(to);
      // A clock that was set back asks for no more than the gap.
      return at === undefined ? now : Math.min(at, now) + gapMs;
    },
    mark(to, now) {
      // Deleted first, so that the map stays in the order of time.
      last.delete(to);
      last.set(to, now);
      if (last.size <= limit) return;
      for (const [chat, at] of last) {
        if (at > now - gapMs && at <= now) break;
        last.delete(chat);
      }
      limit = Math.max(pruneAbove, last.size * 2);
    },
  };
}
