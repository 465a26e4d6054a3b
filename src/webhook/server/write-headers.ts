import { pairUp } from '../received-webhook.js';

/**
 * Writes headers, given name and value in turn, as JSON pairs. One sender sends the same ones again and again, and
 * comparing them costs less than writing them.
 */
export function createHeaderWriter(): (rawHeaders: readonly string[]) => string {
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
