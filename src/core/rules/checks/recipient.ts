import { hasBotToken } from '../../channel/bot-token.js';
import { facts } from '../../channel/telegram.js';
import type { RuleId } from '../catalogue.js';
import type { Check } from '../rule.js';
import type { Args } from '../rule-info.js';
import { isPlaceholder } from './placeholder.js';

/** The chat IDs in `to`. */
export const recipient: Check = {
  message(message, at, report) {
    message.to?.forEach(({ number }, index) => {
      if (number === undefined) return;
      const problem = findChatIdProblem(number);
      if (problem !== undefined) report(problem.ruleId, [...at, 'to', index, 'number'], problem.args);
    });
  },
};

/**
 * What speaks against a chat ID, or undefined. Placeholders and bot tokens have rules of their own. A bare number of
 * any length is never called a phone number: it may well be a chat ID.
 */
export function findChatIdProblem(value: string): { ruleId: RuleId; args: Args } | undefined {
  if (isPlaceholder(value) || hasBotToken(value)) return undefined;
  if (value.trim() === '') return { ruleId: 'recipient/empty', args: {} };
  if (value.startsWith('@')) return { ruleId: 'recipient/username', args: { value } };
  if (/^-?[1-9]\d*$/.test(value)) return findRangeProblem(value);
  const ruleId = /^\+?[\d\s().-]{5,}$/.test(value) ? 'recipient/phone-number' : 'recipient/not-a-chat-id';
  return { ruleId, args: { value } };
}

function findRangeProblem(value: string): { ruleId: RuleId; args: Args } | undefined {
  const id = Number(value);
  const min = facts.chatIdMin.value;
  const max = facts.chatIdMax.value;
  if (id < min || id > max) return { ruleId: 'recipient/out-of-range', args: { value, min, max } };
  return id < 0 ? { ruleId: 'recipient/group', args: { value } } : undefined;
}
