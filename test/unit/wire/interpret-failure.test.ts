import { expect, it } from 'vitest';
import { TransportError, type TransportFailure } from '../../../src/core/wire/http.js';
import { interpretFailure } from '../../../src/core/wire/interpret-failure.js';

const planned = [{ to: '1', reference: 'a', json: '{}' }];

function outcome(failure: TransportFailure, written: boolean, status?: number) {
  return interpretFailure(new TransportError('It broke.', { failure, written, status }), planned);
}

it.each([
  ['name-lookup', 'retry', 'unreachable'],
  ['connection-refused', 'retry', 'unreachable'],
  ['unreachable', 'retry', 'unreachable'],
  ['connect-timeout', 'retry', 'unreachable'],
  ['reset', 'retry', 'unreachable'],
  ['tls', 'stop', 'tls'],
  ['proxy', 'stop', 'unreachable'],
  ['aborted', 'stop', 'interrupted'],
] as const)('%s before anything was written: not sent, %s', (failure, action, reason) => {
  expect(outcome(failure, false)).toMatchObject({
    action,
    reason,
    httpStatus: null,
    results: [{ to: '1', reference: 'a', state: 'not-sent', reason, details: 'It broke.' }],
  });
});

it.each([
  ['timeout', 'done', 'no-answer'],
  ['reset', 'done', 'no-answer'],
  ['tls', 'done', 'no-answer'],
  ['truncated', 'done', 'half-answer'],
  ['too-large', 'done', 'half-answer'],
  ['protocol', 'done', 'unreadable-answer'],
  ['aborted', 'stop', 'interrupted'],
] as const)('%s after writing began: unknown', (failure, action, reason) => {
  expect(outcome(failure, true, 200)).toMatchObject({
    action,
    httpStatus: 200,
    results: [{ state: 'unknown', reason }],
  });
});

it('a proxy that could not reach CM is worth another try, one that refuses is not', () => {
  expect(outcome('proxy', false, 502).action).toBe('retry');
  expect(outcome('proxy', false, 407).action).toBe('stop');
});

it('an error that says nothing about the request leaves everything unknown', () => {
  for (const error of [new TypeError('bug'), 'thrown text', undefined]) {
    expect(interpretFailure(error, planned)).toMatchObject({ action: 'stop', results: [{ state: 'unknown' }] });
  }
});
