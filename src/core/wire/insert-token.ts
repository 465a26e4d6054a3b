import { CmtgError } from '../errors.js';

/**
 * Writes `authentication.producttoken` into the `messages` object of a payload and leaves every other byte alone.
 * The payload is JSON and must not hold an `authentication` yet. Throws an `input` error when there is no `messages`
 * object. A scan of its own, because a JSON parser with positions would slow the start of every `send`.
 */
export function insertToken(payload: string, token: string): string {
  const at = findMessages(payload);
  if (at === undefined) {
    throw new CmtgError('The payload has no `messages` object to write the product token into.', {
      code: 'payload-without-messages',
      category: 'input',
      hint: 'Send the token as a header instead (tokenIn: header).',
    });
  }
  const comma = payload[skipBlanks(payload, at)] === '}' ? '' : ',';
  const member = `"authentication":{"producttoken":${JSON.stringify(token)}}${comma}`;
  return payload.slice(0, at) + member + payload.slice(at);
}

/** The offset behind the opening brace of the object under the root's key `messages`; CM's keys are case-insensitive. */
function findMessages(json: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    else if (sign === '"') {
      const end = findStringEnd(json, at);
      const value = depth === 1 ? findMessagesValue(json, at, end) : undefined;
      if (value !== undefined) return value;
      at = end - 1;
    }
  }
  return undefined;
}

/** Whether the string at `start` is the key `messages` of an object: then the offset behind the object's brace. */
function findMessagesValue(json: string, start: number, end: number): number | undefined {
  const colon = skipBlanks(json, end);
  if (json[colon] !== ':' || String(JSON.parse(json.slice(start, end))).toLowerCase() !== 'messages') return undefined;
  const value = skipBlanks(json, colon + 1);
  return json[value] === '{' ? value + 1 : undefined;
}

/** The offset behind the closing quote of the string that begins at `start`. */
function findStringEnd(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}

function skipBlanks(json: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(json[at] ?? 'x')) at++;
  return at;
}
