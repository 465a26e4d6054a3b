import { describe, expect, it } from 'vitest';
import { interpretResponse } from '../../../src/core/wire/interpret-response.js';
import type { PlannedMessage } from '../../../src/core/wire/plan.js';

const now = Date.UTC(2026, 10, 23, 12, 0, 0);
const two = plan(['1001', 'a'], ['1002', 'b']);

function plan(...messages: [to: string, reference?: string][]): PlannedMessage[] {
  return messages.map(([to, reference]) => ({ to, ...(reference === undefined ? {} : { reference }), json: '{}' }));
}

function read(
  status: number,
  body: unknown,
  planned: readonly PlannedMessage[] = two,
  headers: Record<string, string> = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return interpretResponse({ status, headers, body: new TextEncoder().encode(text) }, planned, { now });
}

function entry(to: unknown, reference: unknown, status = 'Accepted', code: unknown = status === 'Accepted' ? 0 : 303) {
  return {
    to,
    status,
    reference,
    parts: 1,
    messageDetails: status === 'Accepted' ? null : 'no',
    messageErrorCode: code,
  };
}

function states(outcome: ReturnType<typeof read>): string[] {
  return outcome.results.map(({ state, reason }) => (reason === undefined ? state : `${state}/${reason}`));
}

describe('answers that name recipients', () => {
  it('200 with everything accepted', () => {
    const outcome = read(200, {
      details: 'Created 2 message(s)',
      errorCode: 0,
      messages: [entry('1001', 'a'), entry('1002', 'b')],
    });
    expect(outcome).toEqual({
      action: 'done',
      retryAfterMs: null,
      httpStatus: 200,
      errorCode: 0,
      details: 'Created 2 message(s)',
      results: [
        { to: '1001', reference: 'a', state: 'accepted', errorCode: 0, details: null, smsParts: 1 },
        { to: '1002', reference: 'b', state: 'accepted', errorCode: 0, details: null, smsParts: 1 },
      ],
    });
  });

  it.each([
    [200, 'Accepted', 'accepted'],
    [400, 'Rejected', 'rejected'],
  ])('%i with error code 201 is read recipient by recipient', (status, first, expected) => {
    const outcome = read(status, {
      details: 'Created',
      errorCode: 201,
      messages: [entry('1001', 'a', first), entry('1002', 'b', 'Rejected', 304)],
    });
    expect(states(outcome)).toEqual([expected, 'rejected']);
    expect(outcome.results[1]).toMatchObject({ errorCode: 304, details: 'no' });
    expect(outcome.action).toBe('done');
  });

  it('a recipient whom the answer does not name is unknown, whatever the HTTP status', () => {
    for (const status of [200, 400]) {
      const outcome = read(status, { errorCode: 201, messages: [entry('1002', 'b')] });
      expect(states(outcome)).toEqual(['unknown/missing-in-answer', 'accepted']);
      expect(outcome.action).toBe('done');
    }
  });

  it('a status other than Accepted or Rejected is unknown', () => {
    const outcome = read(200, {
      errorCode: 0,
      messages: [entry('1001', 'a', 'Queued'), { to: '1002', reference: 'b' }],
    });
    expect(states(outcome)).toEqual(['unknown/missing-in-answer', 'unknown/missing-in-answer']);
  });

  it('reads keys and status words without regard to case, and numbers that are strings', () => {
    const outcome = read(200, {
      DETAILS: 'ok',
      ErrorCode: '201',
      Messages: [
        { TO: 1001, Status: 'ACCEPTED', Reference: 'a', PARTS: '2', MessageErrorCode: '0' },
        { to: '1002', status: ' rejected ', reference: 'b', messageerrorcode: '307', messageDetails: 'big' },
      ],
    });
    expect(outcome.errorCode).toBe(201);
    expect(outcome.results).toEqual([
      { to: '1001', reference: 'a', state: 'accepted', errorCode: 0, details: null, smsParts: 2 },
      { to: '1002', reference: 'b', state: 'rejected', errorCode: 307, details: 'big', smsParts: null },
    ]);
  });

  it('reads answers of 2018, which had no codes', () => {
    const outcome = read(200, {
      details: 'Created 2 message(s)',
      messages: [
        { to: '1001', status: 'Accepted', reference: null, parts: 1, messageDetails: null },
        { to: '1002', status: 'Rejected', reference: null, parts: 0, messageDetails: 'no body' },
      ],
    });
    expect(states(outcome)).toEqual(['accepted', 'rejected']);
    expect(outcome.results[1]).toMatchObject({ errorCode: null, details: 'no body', reference: 'b' });
  });

  it.each([-7, 306, 1234567])('takes any integer as an error code: %i', (code) => {
    expect(read(400, { errorCode: 201, messages: [entry('1001', 'a', 'Rejected', code)] }).results[0]).toMatchObject({
      state: 'rejected',
      errorCode: code,
    });
  });

  it('what is no integer is no error code', () => {
    for (const code of [1.5, 'x', {}, null, true, 1e300]) {
      expect(read(200, { errorCode: code, messages: [entry('1001', 'a', 'Rejected', code)] })).toMatchObject({
        errorCode: null,
        results: [{ state: 'rejected', errorCode: null }, {}],
      });
    }
  });
});

describe('matching the answer to the plan', () => {
  const accepted = (...entries: object[]) => ({ errorCode: 0, messages: entries });

  it('by reference, in any order', () => {
    const outcome = read(200, accepted(entry('1002', 'b', 'Rejected'), entry('1001', 'a')));
    expect(states(outcome)).toEqual(['accepted', 'rejected']);
  });

  it('by reference even if the number came back in another form', () => {
    const outcome = read(200, accepted(entry('0099', 'b', 'Rejected'), entry('0098', 'a')));
    expect(states(outcome)).toEqual(['accepted', 'rejected']);
  });

  it('by number when all messages share one reference', () => {
    const planned = plan(['1', 'same'], ['2', 'same'], ['3', 'same']);
    const outcome = read(200, accepted(entry('3', 'same', 'Rejected'), entry('1', 'same')), planned);
    expect(states(outcome)).toEqual(['accepted', 'unknown/missing-in-answer', 'rejected']);
  });

  it('by order among equal references only when nobody is missing', () => {
    const planned = plan(['1', 'same'], ['2', 'same']);
    const whole = read(200, accepted(entry('x', 'same'), entry('y', 'same', 'Rejected')), planned);
    expect(states(whole)).toEqual(['accepted', 'rejected']);
    const short = read(200, accepted(entry('x', 'same')), planned);
    expect(states(short)).toEqual(['unknown/missing-in-answer', 'unknown/missing-in-answer']);
  });

  it('by number, then order, without references', () => {
    const planned = plan(['1'], ['2'], ['1']);
    const outcome = read(200, accepted(entry('2', null), entry('1', null), entry('1', null, 'Rejected')), planned);
    expect(states(outcome)).toEqual(['accepted', 'accepted', 'rejected']);
  });

  it('by number when CM made up a reference for a message that had none, and reports it', () => {
    const outcome = read(200, accepted(entry('1', 'made-up')), plan(['1']));
    expect(outcome.results[0]).toMatchObject({ state: 'accepted', reference: 'made-up' });
  });

  it('by the number without its international prefix; a group is never taken for a person', () => {
    expect(states(read(200, accepted(entry('0031600000001', null)), plan(['31600000001'])))).toEqual(['accepted']);
    expect(states(read(200, accepted(entry('100123', null)), plan(['-100123'])))).toEqual([
      'unknown/missing-in-answer',
    ]);
  });

  it('by place when an entry names nobody and nobody is missing', () => {
    const nameless = { status: 'Accepted', messageErrorCode: 0 };
    expect(states(read(200, accepted(entry('1001', 'a', 'Rejected'), nameless)))).toEqual(['rejected', 'accepted']);
    expect(states(read(200, accepted(nameless)))).toEqual(['unknown/missing-in-answer', 'unknown/missing-in-answer']);
  });

  it('never gives one message’s entry to another', () => {
    const outcome = read(200, accepted(entry('1', 'b'), entry('1', 'b')), plan(['1', 'a'], ['1', 'b']));
    expect(states(outcome)).toEqual(['unknown/missing-in-answer', 'accepted']);
    expect(states(read(200, accepted(entry('9', 'z')), plan(['1', 'a'])))).toEqual(['unknown/missing-in-answer']);
  });

  it('stays quick for the largest request', () => {
    const planned = plan(...Array.from({ length: 1000 }, (_, index): [string, string] => [`${index}`, `r${index}`]));
    const answer = accepted(...planned.map(({ to, reference }) => entry(to, reference)).reverse());
    expect(read(200, answer, planned).results.every(({ state }) => state === 'accepted')).toBe(true);
  });
});

describe('answers about the request as a whole', () => {
  it.each([
    [401, '', 'account'],
    [403, '<html>blocked</html>', 'account'],
    [400, { details: 'No account found', errorCode: 101, messages: [] }, 'account'],
    [400, { details: 'balance', errorCode: 102 }, 'account'],
    [200, { details: 'token', errorCode: 103, messages: null }, 'account'],
    [400, { details: 'malformed', errorCode: 202, messages: [] }, 'request-refused'],
    [200, { details: 'msg', errorCode: 203, messages: [] }, 'request-refused'],
    [400, 'Bad Request', 'request-refused'],
    [404, '', 'request-refused'],
    [405, '', 'request-refused'],
    [422, { unexpected: true }, 'request-refused'],
    [301, '', 'request-refused'],
    [302, '', 'request-refused'],
    [308, '', 'request-refused'],
  ])('%i %j: not sent, stop, %s', (status, body, reason) => {
    const outcome = read(status, body);
    expect(outcome).toMatchObject({ action: 'stop', reason, httpStatus: status });
    expect(states(outcome)).toEqual([`not-sent/${reason}`, `not-sent/${reason}`]);
    expect(outcome.results[0]?.details).toBe(outcome.details);
  });

  it('keeps CM’s words and code for every recipient', () => {
    const outcome = read(400, { details: 'No account found', errorCode: 101, messages: [] });
    expect(outcome.results[0]).toMatchObject({ errorCode: 101, details: 'No account found', smsParts: null });
  });

  it('names the place a redirect points to, and does not go there', () => {
    expect(read(302, '', two, { location: 'https://elsewhere.example/' }).details).toContain(
      'https://elsewhere.example/',
    );
  });

  it('413: not sent, try half', () => {
    expect(read(413, '<html>')).toMatchObject({ action: 'halve', reason: 'too-large' });
    expect(states(read(413, ''))).toEqual(['not-sent/too-large', 'not-sent/too-large']);
  });

  it('429: not sent, wait as told', () => {
    expect(read(429, '', two, { 'retry-after': '2' })).toMatchObject({ action: 'retry-after', retryAfterMs: 2000 });
    const date = 'Mon, 23 Nov 2026 12:00:05 GMT';
    expect(read(429, '', two, { 'retry-after': date })).toMatchObject({ retryAfterMs: 5000 });
    expect(read(429, '', two, { 'retry-after': 'later' })).toMatchObject({ action: 'retry-after', retryAfterMs: null });
    expect(states(read(429, ''))).toEqual(['not-sent/rate-limited', 'not-sent/rate-limited']);
  });

  it.each([500, 502, 503, 520, 524])('%i: unknown, and not repeated by itself', (status) => {
    const outcome = read(status, '<html>', two, { 'retry-after': '1' });
    expect(outcome).toMatchObject({ action: 'done', reason: 'server-error', retryAfterMs: null });
    expect(states(outcome)).toEqual(['unknown/server-error', 'unknown/server-error']);
  });

  it('a 500 that names some recipients is believed for them only', () => {
    const outcome = read(500, { errorCode: 500, messages: [entry('1001', 'a')] });
    expect(states(outcome)).toEqual(['accepted', 'unknown/server-error']);
  });

  it.each([
    ['an HTML page', '<!DOCTYPE html><title>Just a moment</title>'],
    ['half a document', '{"details":"Created 2 message(s)","errorCode":0,"mess'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a number', '0'],
    ['null', 'null'],
    ['a string', '"Accepted"'],
    ['control characters', '\u0000\u001b[31m'],
    ['very deep JSON that is cut off', '['.repeat(500_000)],
  ])('200 with %s: unknown', (_name, body) => {
    const outcome = read(200, body, two, { 'content-type': 'text/html' });
    expect(outcome).toMatchObject({ action: 'done', reason: 'unreadable-answer', errorCode: null });
    expect(states(outcome)).toEqual(['unknown/unreadable-answer', 'unknown/unreadable-answer']);
  });

  it.each([
    ['no messages', { details: 'Created 2 message(s)', errorCode: 0 }],
    ['messages of another type', { errorCode: 0, messages: 'Accepted' }],
    ['entries of another type', { errorCode: 0, messages: [null, 1, 'Accepted', []] }],
    ['an error code that names no culprit', { errorCode: 999, messages: [] }],
    ['deep JSON', `{"messages":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('200 with %s: unknown', (_name, body) => {
    expect(states(read(200, body))).toEqual(['unknown/missing-in-answer', 'unknown/missing-in-answer']);
  });

  it('survives poisoned keys', () => {
    const text =
      '{"__proto__":{"errorCode":101,"messages":[{"to":"1001","status":"Accepted","reference":"a"}]},' +
      '"constructor":{"prototype":{"status":"Accepted"}},"errorCode":0,' +
      '"messages":[{"__proto__":{"status":"Accepted"},"to":"1001","reference":"a"},{"to":"1002","reference":"__proto__","status":"Accepted"}]}';
    const outcome = read(200, text);
    expect(outcome.errorCode).toBe(0);
    expect(states(outcome)).toEqual(['unknown/missing-in-answer', 'accepted']);
    expect(({} as { status?: string }).status).toBeUndefined();
  });

  it('a byte order mark and broken UTF-8 do not hide an answer', () => {
    const json = JSON.stringify({ errorCode: 0, messages: [entry('1001', 'a')] });
    const body = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(json.replace('"details"', '"\ufffd"'))]);
    const outcome = interpretResponse({ status: 200, headers: {}, body }, two, { now });
    expect(outcome.results[0]?.state).toBe('accepted');
  });

  it('keeps which part of a text a message was', () => {
    const planned = [{ to: '1', reference: 'a', part: { index: 2, of: 3 }, json: '{}' }];
    expect(read(200, { messages: [entry('1', 'a')] }, planned).results[0]?.part).toEqual({ index: 2, of: 3 });
    expect(read(500, '', planned).results[0]?.part).toEqual({ index: 2, of: 3 });
  });
});
