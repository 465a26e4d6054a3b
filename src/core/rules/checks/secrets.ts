import { hasBotToken } from '../../channel/bot-token.js';
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
    for (const [path, value] of strings(message)) {
      if (hasBotToken(value)) report('secret/bot-token', [...at, ...path]);
    }
  },
};

function* strings(message: Message): Generator<[(string | number)[], string]> {
  for (const key of ['from', 'reference', 'customGrouping', 'customGrouping2', 'customGrouping3'] as const) {
    const value = message[key];
    if (value !== undefined) yield [[key], value];
  }
  for (const [index, { number }] of (message.to ?? []).entries()) {
    if (number !== undefined) yield [['to', index, 'number'], number];
  }
  if (message.body?.content !== undefined) yield [['body', 'content'], message.body.content];
  for (const [index, item] of (message.richContent?.conversation ?? []).entries()) {
    const at = ['richContent', 'conversation', index];
    if (item.text !== undefined) yield [[...at, 'text'], item.text];
    for (const key of ['mediaUri', 'mediaName'] as const) {
      const value = item.media?.[key];
      if (value !== undefined) yield [[...at, 'media', key], value];
    }
  }
}
