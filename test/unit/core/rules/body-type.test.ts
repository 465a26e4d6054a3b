import { expect, it } from 'vitest';
import { checkPayload } from '../../../../src/core/check-payload.js';

function findTypes(type: unknown): readonly string[] {
  const message = {
    from: '2345678901',
    to: [{ number: '987654321' }],
    body: { type, content: 'Hi' },
    allowedChannels: ['Telegram Messenger'],
  };
  return checkPayload(JSON.stringify({ messages: { msg: [message] } })).diagnostics.map(
    ({ ruleId, message }) => `${ruleId}: ${message}`,
  );
}

it.each(['auto', 'AUTO', 'Text', 'BINARY', undefined])('takes the body type %s', (type) => {
  expect(findTypes(type)).toEqual([]);
});

it.each(['html', 'MarkdownV2', 'GSM', ''])('tells of the body type %j', (type) => {
  expect(findTypes(type)).toEqual([
    `field/body-type: "${type}" is not a body type that CM documents (AUTO, TEXT, BINARY).`,
  ]);
});

it('names the type that was meant', () => {
  expect(findTypes('atuo')[0]).toMatch(/; did you mean "AUTO"\?$/);
});
