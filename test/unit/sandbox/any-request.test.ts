import fc from 'fast-check';
import { expect, it } from 'vitest';
import { message, openSandbox, payload, post } from './harness.js';

const key = fc.constantFrom(
  ...['from', 'to', 'body', 'content', 'number', 'allowedChannels', 'richContent', 'conversation', 'media', 'text'],
  ...['MSG', 'messages', 'authentication', 'producttoken', '__proto__', 'constructor', 'reference', 'validity'],
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, 0, -1, '', 'a', '1', '\ud83d', 'https://example.com/a.png'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
})).value;

it('answers whatever comes as CM does: JSON, a known status, one verdict a recipient', async () => {
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array(),
    anything.map((value) => JSON.stringify(value)),
    anything.map((value) => JSON.stringify({ messages: value })),
    fc.array(anything, { maxLength: 3 }).map((list) => JSON.stringify(payload(message(), ...list))),
    fc.dictionary(key, anything).map((over) => JSON.stringify(payload(message(over), message()))),
  );
  await fc.assert(
    fc.asyncProperty(body, async (raw) => {
      const sandbox = openSandbox();
      const { status, errorCode, details, messages } = await post(sandbox, raw);
      const accepted = messages.filter((entry) => entry.status === 'Accepted');
      expect(status).toBe(accepted.length > 0 ? 200 : 400);
      expect([0, 201, 202, 203]).toContain(errorCode);
      if (errorCode < 202) expect(details).toBe(`Created ${accepted.length} message(s)`);
      else expect(messages).toEqual([]);
      for (const entry of messages) {
        expect(entry.messageErrorCode === 0).toBe(entry.status === 'Accepted');
        expect(entry.messageDetails === null).toBe(entry.status === 'Accepted');
        expect(entry.parts).toBe(entry.status === 'Accepted' ? 1 : 0);
      }
      expect(sandbox.messages().map(({ to }) => to)).toEqual(accepted.map(({ to }) => to));
      expect(sandbox.exchanges()).toMatchObject([{ status, errorCode }]);
    }),
    { numRuns: 300 },
  );
});
