import type { Check } from '../rule.js';

/** The placeholders of CM's pages and SDKs, and the shapes people use for their own. */
const pattern =
  /^(?:your (?:bot id|product ?token)|recipients? identifiers?|<[^<>]{1,40}>|\{\{[^{}]{1,40}\}\}|\[(?:your|bot|chat|product)[^\]]{0,30}\]|x{8}-(?:x{4}-){3}x{12}|chat ?id|bot ?id|product ?token)$/i;

/** Placeholders left in where an identifier belongs. */
export const placeholder: Check = {
  payload({ messages }, report) {
    const token = messages.authentication?.producttoken;
    if (token !== undefined && isPlaceholder(token)) {
      report('envelope/placeholder', ['messages', 'authentication', 'producttoken'], { value: token.trim() });
    }
  },

  message(message, at, report) {
    if (message.from !== undefined && isPlaceholder(message.from)) {
      report('envelope/placeholder', [...at, 'from'], { value: message.from.trim() });
    }
    message.to?.forEach(({ number }, index) => {
      if (number !== undefined && isPlaceholder(number)) {
        report('envelope/placeholder', [...at, 'to', index, 'number'], { value: number.trim() });
      }
    });
  },
};

/** Whether a value is a placeholder rather than an identifier. */
export function isPlaceholder(value: string): boolean {
  // Identifiers begin with a digit, placeholders never.
  const first = value.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return false;
  return value.length <= 64 && pattern.test(value.trim());
}
