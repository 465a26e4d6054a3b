import { decodeString } from './decode-string.js';
import { walkJson } from './walk-json.js';

/** A stretch of text in UTF-16 units. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

interface OpenObject {
  /** Where the values of every key stand; undefined for an array. */
  readonly members: Map<string, Stretch[]> | undefined;
  readonly offset: number;
  /** Where the member before ended: what is removed begins there, with the comma. */
  end: number;
  key: string;
}

/** Finds members that repeat an earlier member of their object, key and value. Each stretch holds the comma before it. */
export function findRepeatedMembers(text: string): Stretch[] {
  const found: Stretch[] = [];
  const open: OpenObject[] = [];
  walkJson(
    text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text,
    {
      open: (kind, offset) => {
        open.push({ members: kind === '{' ? new Map() : undefined, offset, end: offset + 1, key: '' });
      },
      close: (end) => {
        const closed = open.pop();
        if (closed !== undefined) endValue(closed.offset, end);
      },
      key: (offset, end) => {
        const object = open.at(-1);
        if (object !== undefined) object.key = (decodeString(text, offset, end) ?? '').toLowerCase();
      },
      value: (offset, end) => endValue(offset, end),
    },
    () => false,
  );
  return found;

  function endValue(offset: number, end: number): void {
    const object = open.at(-1);
    if (object?.members === undefined) return;
    const value = { offset, length: end - offset };
    const earlier = object.members.get(object.key);
    if (earlier === undefined) object.members.set(object.key, [value]);
    else if (earlier.some((other) => isSame(other, value)))
      found.push({ offset: object.end, length: end - object.end });
    else earlier.push(value);
    object.end = end;
  }

  /** Whether two values are equal but for their layout. */
  function isSame(a: Stretch, b: Stretch): boolean {
    return canonical(a) === canonical(b);
  }

  function canonical({ offset, length }: Stretch): string {
    return JSON.stringify(JSON.parse(text.slice(offset, offset + length)));
  }
}
