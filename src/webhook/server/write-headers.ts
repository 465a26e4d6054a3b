import { pairUp } from '../received-webhook.js';

/** Headers, name and value in turn, as JSON pairs. */
export type WriteHeaders = (rawHeaders: readonly string[]) => string;

/** One sender sends the same headers again and again, and comparing them costs less than writing them. */
export function createHeaderWriter(): WriteHeaders {
  let last: readonly string[] = [];
  let json = '[]';
  return (rawHeaders) => {
    if (!isSame(rawHeaders, last)) {
      json = JSON.stringify(pairUp(rawHeaders));
      last = rawHeaders;
    }
    return json;
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}
