import { type Node, parseTree } from 'jsonc-parser';

/** A payload text without its token, and the token, so that it can be kept out of every output. */
export interface Removal {
  readonly text: string;
  readonly token?: string;
}

/**
 * Takes `messages.authentication` out of a payload text and leaves every other byte as it is. CM's keys are
 * case-insensitive, so any spelling goes, and every repetition too.
 */
export function removeAuthentication(text: string): Removal {
  const root = parseTree(text);
  let result = text;
  let token: string | undefined;
  const found = propertiesNamed(root, 'messages')
    .flatMap((messages) => propertiesNamed(messages.children?.[1], 'authentication'))
    .sort((a, b) => b.offset - a.offset);
  for (const property of found) {
    const value = propertiesNamed(property.children?.[1], 'producttoken').at(-1)?.children?.[1]?.value;
    if (typeof value === 'string') token = value;
    const [start, end] = rangeWithComma(result, property.offset, property.offset + property.length);
    result = result.slice(0, start) + result.slice(end);
  }
  return { text: result, ...(token === undefined ? {} : { token }) };
}

function propertiesNamed(object: Node | undefined, name: string): Node[] {
  if (object?.type !== 'object') return [];
  return (object.children ?? []).filter(({ children }) => String(children?.[0]?.value).toLowerCase() === name);
}

/** Takes the comma along: the one behind the property, else the one before it. */
function rangeWithComma(text: string, start: number, end: number): [number, number] {
  const behind = /^\s*,\s*/.exec(text.slice(end));
  if (behind !== null) return [start, end + behind[0].length];
  const before = /,\s*$/.exec(text.slice(0, start));
  return before === null ? [start, end] : [before.index, end];
}
