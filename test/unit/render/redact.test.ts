import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../../src/render/redact.js';

const secret = 'tok_S3CR3T/+"\\%-value';

describe('createRedactor', () => {
  test.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ secret })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ secret }))],
    ['in a URL', `https://e.com/?t=${encodeURIComponent(secret)}`],
    ['in hex', Buffer.from(secret).toString('hex').toUpperCase()],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['inside base64, shifted by one', Buffer.from(`a${secret}bc`).toString('base64')],
    ['inside base64, shifted by two', Buffer.from(`ab${secret}c`).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['in lower case', secret.toLowerCase()],
  ])('%s', (_name, text) => {
    const redactor = createRedactor();
    redactor.add(secret);
    expect(redactor.redact(`before ${text} after`)).toMatch(/^before .*\[redacted\].* after$/s);
    expect(redactor.redact(text).toLowerCase()).not.toContain(secret.toLowerCase());
  });

  test('knows several, and takes nothing from text without one', () => {
    const redactor = createRedactor();
    redactor.add('first-secret');
    redactor.add('second-secret');
    redactor.add(undefined);
    redactor.add('abc');
    expect(redactor.redact('first-secret abc second-secret')).toBe('[redacted] abc [redacted]');
    expect(createRedactor().redact('first-secret')).toBe('first-secret');
  });

  test('no secret survives, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8, maxLength: 40, unit: 'binary' }),
        fc.string(),
        fc.string(),
        (value, before, after) => {
          fc.pre(value.trim().length >= 8);
          const redactor = createRedactor();
          redactor.add(value);
          expect(redactor.redact(before + value.trim() + after)).not.toContain(value.trim());
        },
      ),
    );
  });
});
