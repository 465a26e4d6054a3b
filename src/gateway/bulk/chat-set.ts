/** Remembers chats and the line each came in first. */
export interface ChatSet {
  /** The line of the same chat, if it came before; otherwise the chat is remembered. */
  add(chat: string, line: number): number | undefined;
}

const maxLoad = 0.75;
const growth = 1.5;

/**
 * A set of chat IDs with twelve bytes a place: numbers in an open-addressed table, because a million strings in a Map
 * would take a hundred megabytes. A chat ID fits a double exactly (Telegram: at most 52 bits); anything else goes into a
 * Map, since it is rare and has a finding of its own.
 */
export function createChatSet(): ChatSet {
  let capacity = 4096;
  let keys = new Float64Array(capacity);
  let lines = new Uint32Array(capacity);
  let size = 0;
  const others = new Map<string, number>();

  const find = (key: number): number => {
    let at = Math.floor(spread(key) * capacity);
    while (keys[at] !== 0 && keys[at] !== key) at = at + 1 < capacity ? at + 1 : 0;
    return at;
  };
  const grow = (): void => {
    const [oldKeys, oldLines] = [keys, lines];
    capacity = Math.ceil(capacity * growth);
    keys = new Float64Array(capacity);
    lines = new Uint32Array(capacity);
    for (let from = 0; from < oldKeys.length; from++) {
      const key = oldKeys[from] ?? 0;
      if (key === 0) continue;
      const at = find(key);
      keys[at] = key;
      lines[at] = oldLines[from] ?? 0;
    }
  };

  return {
    add(chat, line) {
      const key = Number(chat);
      if (key === 0 || !Number.isSafeInteger(key) || String(key) !== chat) {
        const before = others.get(chat);
        if (before === undefined) others.set(chat, line);
        return before;
      }
      const at = find(key);
      if (keys[at] === key) return lines[at];
      keys[at] = key;
      lines[at] = line;
      if (++size > capacity * maxLoad) grow();
      return undefined;
    },
  };
}

/** At least 0, below 1; neighbouring numbers end up far apart. */
function spread(key: number): number {
  const low = key | 0;
  const high = Math.floor(key / 0x1_0000_0000) | 0;
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_0000_0000;
}
