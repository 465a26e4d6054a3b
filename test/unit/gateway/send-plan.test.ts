import { describe, expect, it } from 'vitest';
import { TransportError, type TransportFailure } from '../../../src/core/wire/http.js';
import { accept, answer, message, planOf, states, trial } from './harness.js';

function broken(failure: TransportFailure, written: boolean): TransportError {
  return new TransportError('It broke.', { failure, written });
}

describe('one step', () => {
  it('sends everybody in one request and reports them in the plan’s order', async () => {
    const run = await trial(planOf(['3', '1', '2']), (sent) => accept([...sent].reverse()));
    expect(run.outcome).toMatchObject({ outcome: 'accepted', requests: [{ method: 'POST', status: 200, attempt: 1 }] });
    expect(run.outcome.results.map(({ to }) => to)).toEqual(['3', '1', '2']);
    expect(run.outcome.stopped).toBeUndefined();
    expect(run.waits).toEqual([]);
    expect(run.requests[0]?.headers['x-cm-producttoken']).toBe('token');
  });

  it('divides what is more than one request may hold, without waiting', async () => {
    const chats = Array.from({ length: 2001 }, (_, index) => `${index}`);
    const run = await trial(planOf(chats), (sent) => accept(sent));
    expect(run.sent.map((batch) => batch.length)).toEqual([1000, 1000, 1]);
    expect(run.sent.flat().map(({ to }) => to)).toEqual(chats);
    expect(run.outcome.outcome).toBe('accepted');
    expect(run.waits).toEqual([]);
  });

  it.each([
    [['1', '2'], 'rejected'],
    [['1'], 'partial'],
    [[], 'accepted'],
  ])('with %j rejected the outcome is %s', async (rejected, expected) => {
    expect((await trial(planOf(['1', '2']), (sent) => accept(sent, { rejected }))).outcome.outcome).toBe(expected);
  });

  it('posts a foreign payload as it stands, however many it names', async () => {
    const body = '{"messages":{"msg":[{"to":[{"number":"1"},{"number":"2"},{"number":"3"}]}]}}\n';
    const steps = [['1', '2', '3'].map((to) => ({ to, json: '' }))];
    const run = await trial({ steps, body }, (sent) => accept(sent), { maxMessagesPerRequest: 2 });
    expect(run.requests.map((request) => request.body)).toEqual([body]);
    expect(states(run)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('an empty plan posts nothing', async () => {
    const run = await trial({ steps: [[]] }, (sent) => accept(sent));
    expect(run.requests).toEqual([]);
    expect(run.outcome).toMatchObject({ results: [], outcome: 'not-sent' });
  });
});

describe('parts of a text', () => {
  it('go out step by step, a second apart', async () => {
    const run = await trial(planOf(['1', '2'], 3), (sent) => accept(sent));
    expect(run.sent.map((batch) => batch.map(({ reference }) => reference))).toEqual([
      ['ref-1-1', 'ref-2-1'],
      ['ref-1-2', 'ref-2-2'],
      ['ref-1-3', 'ref-2-3'],
    ]);
    expect(run.waits).toEqual(['1000 part-gap', '1000 part-gap']);
    expect(run.outcome.results.map(({ part }) => part?.index)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('a chat that fails stops alone', async () => {
    const run = await trial(planOf(['1', '2', '3'], 3), (sent, count) =>
      accept(sent, { rejected: count === 1 ? ['2'] : [], missing: count === 2 ? ['3'] : [] }),
    );
    expect(run.sent.map((batch) => batch.map(({ to }) => to))).toEqual([['1', '2', '3'], ['1', '3'], ['1']]);
    expect(states(run)).toEqual([
      'accepted',
      'rejected',
      'accepted',
      'accepted',
      'not-sent/earlier-part-failed',
      'unknown/missing-in-answer',
      'accepted',
      'not-sent/earlier-part-failed',
      'not-sent/earlier-part-failed',
    ]);
    expect(run.outcome.outcome).toBe('unknown');
  });

  it('wait only for what is left of the second', async () => {
    let now = 5000;
    const run = await trial(
      planOf(['1', '2', '3'], 2),
      (sent) => accept(sent),
      { maxMessagesPerRequest: 1 },
      {
        http: async (request) => {
          now += 300;
          const { messages } = JSON.parse(String(request.body));
          return accept(
            messages.msg.map((msg: { to: { number: string }[]; reference: string }) => ({
              to: msg.to[0]?.number ?? '',
              reference: msg.reference,
            })),
          );
        },
        clock: {
          now: () => now,
          sleep: async (ms) => {
            now += ms;
          },
        },
      },
    );
    // Three requests of 300 ms: the first chat has rested 600 ms by then, and the others rest while it gets its part.
    expect(run.waits).toEqual(['400 part-gap']);
  });

  it('a clock that is set back asks for no more than the gap', async () => {
    const times = [9_000_000, 9_000_000, 9_000_000, 9_000_000];
    const run = await trial(
      planOf(['1'], 2),
      (sent) => accept(sent),
      {},
      {
        clock: { now: () => times.shift() ?? 0, sleep: async () => {} },
      },
    );
    expect(run.waits).toEqual(['1000 part-gap']);
  });

  it('a refusal of the account stops everybody', async () => {
    const run = await trial(planOf(['1', '2'], 2), (sent, count) => (count === 1 ? accept(sent) : answer(401)), {
      maxMessagesPerRequest: 1,
    });
    expect(states(run)).toEqual(['accepted', 'not-sent/account', 'not-sent/stopped', 'not-sent/earlier-part-failed']);
    expect(run.outcome).toMatchObject({ outcome: 'partial', stopped: 'account' });
    expect(run.requests).toHaveLength(2);
  });
});

describe('nothing was sent', () => {
  it('a failure to connect is tried again with growing pauses', async () => {
    const run = await trial(planOf(['1']), (sent, count) =>
      count < 3 ? broken('connection-refused', false) : accept(sent),
    );
    expect(run.outcome).toMatchObject({ outcome: 'accepted' });
    expect(run.outcome.requests.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, 200],
    ]);
    expect(run.waits).toEqual(['1000 retry', '2000 retry']);
    expect(run.events.filter(({ type }) => type === 'retry')).toMatchObject([
      { attempt: 2, why: 'unreachable' },
      { attempt: 3, why: 'unreachable' },
    ]);
  });

  it('and given up after so many tries; the rest is not attempted', async () => {
    const run = await trial(planOf(['1', '2']), () => broken('name-lookup', false), { maxMessagesPerRequest: 1 });
    expect(run.requests).toHaveLength(3);
    expect(states(run)).toEqual(['not-sent/unreachable', 'not-sent/stopped']);
    expect(run.outcome).toMatchObject({ outcome: 'not-sent', stopped: 'unreachable' });
    expect((await trial(planOf(['1']), () => broken('name-lookup', false), { retries: 0 })).requests).toHaveLength(1);
  });

  it('half of a pause is left to chance', async () => {
    const run = await trial(planOf(['1']), () => broken('connect-timeout', false), {}, { random: () => 0 });
    expect(run.waits).toEqual(['500 retry', '1000 retry']);
  });

  it.each([
    ['a certificate', broken('tls', false), 'tls'],
    ['a wrong token', answer(400, { errorCode: 101, details: 'No account found', messages: [] }), 'account'],
    ['403', answer(403), 'account'],
    ['302', answer(302), 'request-refused'],
    ['404', answer(404), 'request-refused'],
  ])('%s is not tried again', async (_name, reply, reason) => {
    const run = await trial(planOf(['1']), () => reply);
    expect(run.requests).toHaveLength(1);
    expect(states(run)).toEqual([`not-sent/${reason}`]);
    expect(run.outcome.stopped).toBe(reason);
  });
});

describe('rate limits', () => {
  const limited = (retryAfter?: string) =>
    answer(429, '', retryAfter === undefined ? {} : { 'retry-after': retryAfter });

  it('waits as long as CM says', async () => {
    const run = await trial(planOf(['1']), (sent, count) => (count === 1 ? limited('2') : accept(sent)), {
      retries: 0,
    });
    expect(run.waits).toEqual(['2000 rate-limit']);
    expect(run.outcome.outcome).toBe('accepted');
  });

  it.each([undefined, '0', 'soon', '-1', 'Thu, 01 Jan 1970 00:00:01 GMT'])(
    'with Retry-After %j it uses its own delay',
    async (value) => {
      const run = await trial(planOf(['1']), (sent, count) => (count < 3 ? limited(value) : accept(sent)));
      expect(run.waits).toEqual(['1000 rate-limit', '2000 rate-limit']);
    },
  );

  it('gives up at once when the wait would be too long, and sends nothing more', async () => {
    const run = await trial(planOf(['1', '2']), () => limited('61'), { maxMessagesPerRequest: 1 });
    expect(run.waits).toEqual([]);
    expect(run.requests).toHaveLength(1);
    expect(states(run)).toEqual(['not-sent/rate-limited', 'not-sent/stopped']);
    expect(run.outcome.stopped).toBe('rate-limited');
  });

  it('counts all waiting of the run together', async () => {
    const run = await trial(planOf(['1', '2']), (sent, count) => (count % 2 === 1 ? limited('25') : accept(sent)), {
      maxMessagesPerRequest: 1,
      maxWaitMs: 49_000,
    });
    expect(run.waits).toEqual(['25000 rate-limit']);
    expect(states(run)).toEqual(['accepted', 'not-sent/rate-limited']);
  });

  it('a server that only ever says 0 is not hammered', async () => {
    const run = await trial(planOf(['1']), () => limited('0'));
    expect(run.requests.length).toBeLessThan(10);
    expect(states(run)).toEqual(['not-sent/rate-limited']);
  });
});

describe('too large', () => {
  it('halves until it fits, and nobody gets two messages', async () => {
    const chats = Array.from({ length: 10 }, (_, index) => `${index}`);
    const run = await trial(planOf(chats), (sent) => (sent.length > 3 ? answer(413) : accept(sent)));
    expect(run.outcome.outcome).toBe('accepted');
    const arrived = run.sent.filter((batch) => batch.length <= 3).flat();
    expect(arrived.map(({ to }) => to)).toEqual(chats);
  });

  it('a single message that is too large fails alone', async () => {
    const run = await trial(planOf(['1', '2', '3']), (sent) =>
      sent.some(({ to }) => to === '2') ? answer(413) : accept(sent),
    );
    expect(states(run)).toEqual(['accepted', 'not-sent/too-large', 'accepted']);
  });

  it('a foreign payload cannot be halved', async () => {
    const body = '{"messages":{"msg":[{"to":[{"number":"1"},{"number":"2"}]}]}}';
    const run = await trial({ steps: [[message('1'), message('2')]], body }, () => answer(413));
    expect(run.requests).toHaveLength(1);
    expect(states(run)).toEqual(['not-sent/too-large', 'not-sent/too-large']);
  });

  it('a stop in the first half leaves the second unsent', async () => {
    const run = await trial(planOf(['1', '2']), (_sent, count) => (count === 1 ? answer(413) : answer(401)));
    expect(states(run)).toEqual(['not-sent/account', 'not-sent/stopped']);
    expect(run.outcome.stopped).toBe('account');
  });
});

describe('unknown', () => {
  const lost = () => broken('reset', true);

  it.each([
    ['a reset', broken('reset', true), 'no-answer'],
    ['a time-out', broken('timeout', true), 'no-answer'],
    ['half an answer', broken('truncated', true), 'half-answer'],
    ['500', answer(500), 'server-error'],
    ['503 with Retry-After', answer(503, '', { 'retry-after': '1' }), 'server-error'],
    ['a page of HTML', answer(200, '<html>'), 'unreadable-answer'],
    ['a bug of ours', new TypeError('oops'), 'no-answer'],
  ])('%s is never sent again by itself', async (_name, reply, reason) => {
    const run = await trial(planOf(['1']), () => reply);
    expect(run.requests).toHaveLength(1);
    expect(states(run)).toEqual([`unknown/${reason}`]);
    expect(run.outcome.outcome).toBe('unknown');
  });

  it('does not keep others from getting theirs', async () => {
    const run = await trial(planOf(['1', '2']), (sent, count) => (count === 1 ? answer(500) : accept(sent)), {
      maxMessagesPerRequest: 1,
    });
    expect(states(run)).toEqual(['unknown/server-error', 'accepted']);
  });

  it('resend sends again only those who are in doubt, a bounded number of times', async () => {
    const some = await trial(planOf(['1', '2']), (sent, count) => accept(sent, { missing: count === 1 ? ['2'] : [] }), {
      onUnknown: 'resend',
    });
    expect(some.sent.map((batch) => batch.map(({ to }) => to))).toEqual([['1', '2'], ['2']]);
    expect(some.outcome.outcome).toBe('accepted');
    expect(some.waits).toEqual(['1000 resend']);

    const never = await trial(planOf(['1']), lost, { onUnknown: 'resend' });
    expect(never.requests).toHaveLength(3);
    expect(states(never)).toEqual(['unknown/no-answer']);
  });

  it('stays unknown when the second try certainly sent nothing', async () => {
    for (const second of [
      broken('connection-refused', false),
      answer(401),
      answer(413),
      answer(429, '', { 'retry-after': '99' }),
    ]) {
      const run = await trial(planOf(['1']), (_sent, count) => (count === 1 ? lost() : second), {
        onUnknown: 'resend',
      });
      expect(states(run)).toEqual(['unknown/no-answer']);
    }
  });

  it('ask sends again when the answer is yes, and shows whom it is about', async () => {
    const asked: string[][] = [];
    const answers = [true, false];
    const run = await trial(planOf(['1', '2']), (sent) => accept(sent, { missing: ['2'] }), {
      onUnknown: 'ask',
      askUnknown: async (results) => {
        asked.push(results.map(({ to }) => to));
        return answers.shift() ?? false;
      },
    });
    expect(asked).toEqual([['2'], ['2']]);
    expect(run.requests).toHaveLength(2);
    expect((await trial(planOf(['1']), lost, { onUnknown: 'ask' })).requests).toHaveLength(1);
  });

  it('a foreign payload is never repeated once somebody in it was accepted', async () => {
    const body = '{"messages":{"msg":[{"to":[{"number":"1"},{"number":"2"}]}]}}';
    const plan = { steps: [[message('1'), message('2')]], body };
    const some = await trial(plan, (sent) => accept(sent, { missing: ['2'] }), { onUnknown: 'resend' });
    expect(some.requests).toHaveLength(1);
    const all = await trial(plan, (sent, count) => (count === 1 ? answer(500) : accept(sent)), { onUnknown: 'resend' });
    expect(all.requests.map((request) => request.body)).toEqual([body, body]);
  });
});

describe('interrupted', () => {
  it('before the first request: nothing is sent', async () => {
    const run = await trial(planOf(['1', '2'], 2), (sent) => accept(sent), { signal: AbortSignal.abort() });
    expect(run.requests).toEqual([]);
    expect(new Set(states(run))).toEqual(new Set(['not-sent/interrupted']));
    expect(run.outcome).toMatchObject({ outcome: 'not-sent', stopped: 'interrupted' });
  });

  it.each([
    [true, 'unknown/interrupted'],
    [false, 'not-sent/interrupted'],
  ])('during a request (written: %s): %s, and the rest is not sent', async (written, expected) => {
    const stop = new AbortController();
    const script = () => {
      stop.abort();
      return broken('aborted', written);
    };
    const run = await trial(planOf(['1', '2'], 2), script, {
      signal: stop.signal,
      maxMessagesPerRequest: 1,
      onUnknown: 'resend',
    });
    expect(run.requests).toHaveLength(1);
    expect(run.requests[0]?.signal).toBe(stop.signal);
    expect(states(run)).toEqual([expected, 'not-sent/interrupted', 'not-sent/interrupted', 'not-sent/interrupted']);
  });

  it.each(['resolves', 'rejects'])('while waiting, whether the sleep %s', async (how) => {
    const stop = new AbortController();
    const sleep = async () => {
      stop.abort();
      if (how === 'rejects') throw new DOMException('stop', 'AbortError');
    };
    const run = await trial(
      planOf(['1', '2']),
      () => broken('connection-refused', false),
      { signal: stop.signal },
      {
        clock: { now: () => 0, sleep },
      },
    );
    expect(run.requests).toHaveLength(1);
    expect(states(run)).toEqual(['not-sent/interrupted', 'not-sent/interrupted']);
  });

  it('between two parts: what went out stays accepted', async () => {
    const stop = new AbortController();
    const run = await trial(
      planOf(['1'], 2),
      (sent) => accept(sent),
      { signal: stop.signal },
      { clock: { now: () => 0, sleep: async () => stop.abort() } },
    );
    expect(states(run)).toEqual(['accepted', 'not-sent/interrupted']);
  });

  it('while waiting to resend: what is in doubt stays in doubt', async () => {
    const stop = new AbortController();
    const run = await trial(
      planOf(['1']),
      () => broken('reset', true),
      { signal: stop.signal, onUnknown: 'resend' },
      { clock: { now: () => 0, sleep: async () => stop.abort() } },
    );
    expect(run.requests).toHaveLength(1);
    expect(states(run)).toEqual(['unknown/no-answer']);
  });
});

describe('what cannot be sent at all', () => {
  it('a malformed token is an error, and no request is made', async () => {
    await expect(trial(planOf(['1']), (sent) => accept(sent), { token: 'a b' })).rejects.toMatchObject({
      code: 'token-malformed',
    });
  });
});

it('tells what happens, with the requests and responses themselves', async () => {
  const run = await trial(planOf(['1']), (sent, count) => (count === 1 ? broken('unreachable', false) : accept(sent)));
  expect(run.events.map(({ type }) => type)).toEqual([
    'request-start',
    'failure',
    'wait',
    'retry',
    'request-start',
    'response',
  ]);
  expect(run.events[5]).toMatchObject({
    request: { method: 'POST' },
    response: { status: 200 },
    attempt: 2,
    durationMs: 0,
  });
});
