import type { Finding } from '../../core/diagnostics/diagnostic.js';
import type { Message } from '../../core/payload/payload.js';
import { checkMessage } from '../../core/rules/run-checks.js';

/**
 * Checks the messages of one command. They differ only in chat and reference, so a finding that repeats for every
 * chat is reported once. Whether a request holds too many messages is no question here: the gateway divides them.
 */
export function checkMessages(messages: readonly Message[]): Finding[] {
  const seen = new Set<string>();
  return messages.flatMap(checkMessage).filter(({ ruleId, path, args }) => {
    const key = JSON.stringify([ruleId, path, args]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
