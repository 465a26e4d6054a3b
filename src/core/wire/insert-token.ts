import { type Node, parseTree } from 'jsonc-parser';
import { CmtgError } from '../errors.js';

/**
 * Writes `authentication.producttoken` into the `messages` object of a payload and leaves every other byte alone.
 * The payload must not hold an `authentication` yet. Throws an `input` error when there is no `messages` object.
 */
export function insertToken(payload: string, token: string): string {
  const messages = findMember(parseTree(payload), 'messages');
  if (messages?.type !== 'object') {
    throw new CmtgError('The payload has no `messages` object to write the product token into.', {
      code: 'payload-without-messages',
      category: 'input',
      hint: 'Send the token as a header instead (tokenIn: header).',
    });
  }
  const at = messages.offset + 1;
  const comma = (messages.children ?? []).length === 0 ? '' : ',';
  const member = `"authentication":{"producttoken":${JSON.stringify(token)}}${comma}`;
  return payload.slice(0, at) + member + payload.slice(at);
}

/** CM's keys are case-insensitive. */
function findMember(node: Node | undefined, key: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  const property = node.children?.find((member) => String(member.children?.[0]?.value).toLowerCase() === key);
  return property?.children?.[1];
}
