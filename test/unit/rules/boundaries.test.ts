import { describe, expect, it } from 'vitest';
import { facts } from '../../../src/core/channel/telegram.js';
import { checkPayload } from '../../../src/core/check-payload.js';
import { scanJson } from '../../../src/core/json/scan-json.js';
import { type RuleId, ruleIds, ruleInfo } from '../../../src/core/rules/catalogue.js';

type Over = Record<string, unknown>;

function payload(over: Over = {}): unknown {
  return { messages: { msg: [message(over)] } };
}

function message(over: Over = {}): Over {
  return {
    from: '123456789',
    to: [{ number: '987654321' }],
    body: { content: 'Hi' },
    allowedChannels: ['Telegram Messenger'],
    ...over,
  };
}

const rich = (...conversation: unknown[]) => payload({ body: { content: '' }, richContent: { conversation } });
const media = { mediaName: 'a.jpg', mediaUri: 'https://example.com/a.jpg', mimeType: 'image/jpeg' };
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const list = <Value>(length: number, build: (index: number) => Value) =>
  Array.from({ length }, (_, index) => build(index));
const recipients = (length: number) => list(length, (index) => ({ number: String(index + 1) }));
const token = (digits: number, secret: number) => `${'1'.repeat(digits)}:${'a'.repeat(secret)}`;
const [fewestDigits] = facts.botTokenIdDigits.value;

/** The last good figure of a limit, and a document of each size; `up` says on which side of it the rule fires. */
interface Boundary {
  readonly rule: RuleId;
  readonly fact: keyof typeof facts;
  readonly limit: number;
  readonly build: (size: number) => unknown;
  readonly side?: 'above' | 'below';
}

const boundaries: readonly Boundary[] = [
  {
    rule: 'text/too-long',
    fact: 'textLength',
    limit: facts.textLength.value,
    build: (n) => payload({ body: { content: 'a'.repeat(n) } }),
  },
  {
    rule: 'text/too-long',
    fact: 'textLength',
    limit: facts.textLength.value,
    build: (n) => rich({ text: '😀'.repeat(n) }),
  },
  {
    rule: 'text/long-before-cleaning',
    fact: 'textLength',
    limit: facts.textLength.value,
    build: (n) => rich({ text: `a${' '.repeat(n - 1)}` }),
  },
  {
    rule: 'media/caption-too-long',
    fact: 'captionLength',
    limit: facts.captionLength.value,
    build: (n) => rich({ text: '😀'.repeat(n), media }),
  },
  {
    rule: 'media/caption-long-before-cleaning',
    fact: 'captionLength',
    limit: facts.captionLength.value,
    build: (n) => rich({ text: `${'a'.repeat(n - 1)}\n`, media }),
  },
  {
    rule: 'text/sms-limit',
    fact: 'smsPartLength',
    limit: facts.smsPartLength.value,
    build: (n) => payload({ body: { content: 'a'.repeat(n) } }),
  },
  {
    rule: 'text/sms-limit',
    fact: 'smsUnicodePartLength',
    limit: facts.smsUnicodePartLength.value,
    build: (n) => payload({ body: { content: 'ж'.repeat(n) } }),
  },
  {
    rule: 'media/too-many-items',
    fact: 'conversationItems',
    limit: facts.conversationItems.value,
    build: (n) => rich(...list(n, () => ({ text: 'x' }))),
  },
  {
    rule: 'envelope/too-many-messages',
    fact: 'messagesPerRequest',
    limit: facts.messagesPerRequest.value,
    build: (n) => ({ messages: { msg: list(n, (i) => message({ to: [{ number: String(i + 1) }] })) } }),
  },
  {
    rule: 'envelope/too-many-recipients',
    fact: 'recipientsPerMessage',
    limit: facts.recipientsPerMessage.value,
    build: (n) => payload({ to: recipients(n) }),
  },
  {
    rule: 'field/reference',
    fact: 'referenceLength',
    limit: facts.referenceLength.value,
    build: (n) => payload({ reference: 'a'.repeat(n) }),
  },
  {
    rule: 'field/grouping',
    fact: 'groupingLength',
    limit: facts.groupingLength.value,
    build: (n) => payload({ customGrouping2: '😀'.repeat(n) }),
  },
  {
    rule: 'field/validity-range',
    fact: 'validityMinutes',
    limit: facts.validityMinutes.value,
    build: (n) => payload({ validity: `${n}m` }),
  },
  {
    rule: 'recipient/out-of-range',
    fact: 'chatIdMax',
    limit: facts.chatIdMax.value,
    build: (n) => payload({ to: [{ number: String(n) }] }),
  },
  {
    rule: 'recipient/out-of-range',
    fact: 'chatIdMin',
    limit: facts.chatIdMin.value,
    side: 'below',
    build: (n) => payload({ to: [{ number: String(n) }] }),
  },
  {
    rule: 'secret/bot-token',
    fact: 'botTokenSecret',
    limit: facts.botTokenSecret.value - 1,
    build: (n) => payload({ from: token(9, n) }),
  },
  {
    rule: 'secret/bot-token',
    fact: 'botTokenIdDigits',
    limit: fewestDigits - 1,
    build: (n) => payload({ from: token(n, 35) }),
  },
  { rule: 'syntax/too-deep', fact: 'payloadDepth', limit: facts.payloadDepth.value, build: nested },
];

describe('limits', () => {
  it.each(boundaries)('$rule at $fact = $limit', ({ rule, limit, build, side = 'above' }) => {
    const fires = (size: number) => {
      const document = build(size);
      const text = typeof document === 'string' ? document : JSON.stringify(document);
      return checkPayload(text).diagnostics.some(({ ruleId }) => ruleId === rule);
    };
    const step = side === 'above' ? 1 : -1;
    expect([fires(limit - step), fires(limit), fires(limit + step)]).toEqual([false, false, true]);
  });

  it('are tested for every rule with a number', () => {
    // What --probe measures, and the count of groupings in webhooks, have tests of their own; these name no bound.
    const elsewhere = ['media/probe', 'inbound/'];
    const numbered = ruleIds.filter((id) => {
      const numbers = (ruleInfo(id).facts ?? []).filter((fact) => typeof facts[fact].value === 'number');
      return numbers.length > 0 && !elsewhere.some((prefix) => id.startsWith(prefix));
    });
    const tested = new Set<string>([...boundaries.map(({ rule }) => rule), 'syntax/too-large']);
    expect(numbered.filter((id) => !tested.has(id) && id !== 'recipient/group')).toEqual([]);
  });

  it('so many values as are looked at, and one more', () => {
    // Counted by the first look at the text: checking five million values thrice would take half a minute.
    const limit = facts.payloadValues.value;
    const isTooLarge = (n: number) => scanJson(`[${'1,'.repeat(n - 1)}1]`, { depth: 64, values: limit }).values > limit;
    expect([limit - 1, limit, limit + 1].map(isTooLarge)).toEqual([false, false, true]);
    const { diagnostics } = checkPayload(`[${'1,'.repeat(limit)}1]`);
    expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual(['syntax/too-large']);
  });

  it('three groupings in a webhook, no more and no less', () => {
    const fires = (count: number) =>
      checkPayload(JSON.stringify({ message: {}, groupings: list(count, String) })).diagnostics.some(
        ({ ruleId }) => ruleId === 'inbound/groupings',
      );
    const { value } = facts.groupingCount;
    expect([fires(value - 1), fires(value), fires(value + 1)]).toEqual([true, false, true]);
  });
});
