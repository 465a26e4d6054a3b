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
    yield [[key], message[key] ?? ''];
  }
  yield [['body', 'content'], message.body?.content ?? ''];
  for (const [index, { number }] of (message.to ?? []).entries()) yield [['to', index, 'number'], number ?? ''];
  for (const [index, item] of (message.richContent?.conversation ?? []).entries()) {
    const at = ['richContent', 'conversation', index];
    yield [[...at, 'text'], item.text ?? ''];
    yield [[...at, 'media', 'mediaUri'], item.media?.mediaUri ?? ''];
    yield [[...at, 'media', 'mediaName'], item.media?.mediaName ?? ''];
  }
}
