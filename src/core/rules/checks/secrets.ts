import { hasBotToken } from '../../channel/bot-token.js';
import type { Path } from '../../diagnostics/diagnostic.js';
import type { Message } from '../../payload/payload.js';
import type { Check } from '../rule.js';
import { isPlaceholder } from './placeholder.js';

/** Secrets that a payload should not carry. */
export const secrets: Check = {
  payload({ messages }, report) {
    const token = messages.authentication?.producttoken;
    if (token === undefined || token.trim() === '' || isPlaceholder(token)) return;
    const path = ['messages', 'authentication', 'producttoken'];
    report(hasBotToken(token) ? 'secret/bot-token' : 'secret/product-token', path);
  },

  message(message, at, report) {
    if (!holdsBotToken(message)) return;
    for (const steps of findBotTokens(message)) report('secret/bot-token', [...at, ...steps]);
  },
};

const fields = ['from', 'reference', 'customGrouping', 'customGrouping2', 'customGrouping3', 'validity'] as const;

/** Whether there is one at all, decided without building a path: nearly no message has one. */
function holdsBotToken(message: Message): boolean {
  const { to, body, richContent, allowedChannels } = message;
  return (
    fields.some((key) => isToken(message[key])) ||
    isToken(body?.content) ||
    isToken(body?.type) ||
    (to?.some(({ number }) => isToken(number)) ?? false) ||
    (allowedChannels?.some(isToken) ?? false) ||
    (richContent?.conversation?.some(
      ({ text, media }) =>
        isToken(text) || isToken(media?.mediaUri) || isToken(media?.mediaName) || isToken(media?.mimeType),
    ) ??
      false)
  );
}

function findBotTokens(value: unknown, steps: Path = []): Path[] {
  if (typeof value === 'string') return hasBotToken(value) ? [steps] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    findBotTokens(inner, [...steps, Array.isArray(value) ? Number(key) : key]),
  );
}

function isToken(value: string | undefined): boolean {
  return value !== undefined && hasBotToken(value);
}
