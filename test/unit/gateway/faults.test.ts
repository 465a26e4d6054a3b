import { afterEach, expect, it } from 'vitest';
import { sendPlan } from '../../../src/gateway/send-plan.js';
import { createHttp } from '../../../src/http/create-http.js';
import {
  type Behaviour,
  type FaultServer,
  faults,
  readRecipients,
  startFaultServer,
} from '../../support/fault-server.js';
import { planOf } from './harness.js';

/*
 * The gateway over a real socket. Waiting moves a clock of our own, so nothing here takes its time but the time-out.
 */

let server: FaultServer;
afterEach(() => server.close());

async function send(behaviour: Behaviour, changes: Partial<Parameters<typeof sendPlan>[1]> = {}, chats = ['1', '2']) {
  server = await startFaultServer(behaviour);
  let now = 0;
  const outcome = await sendPlan(
    planOf(chats),
    {
      endpoint: server.url,
      token: 'c0ffee00-1111-4222-8333-444455556666',
      tokenIn: 'header',
      timeoutMs: 3000,
      retries: 2,
      maxWaitMs: 60_000,
      onUnknown: 'skip',
      maxMessagesPerRequest: 1000,
      partGapMs: 1000,
      ...changes,
    },
    {
      http: createHttp({ env: {} }),
      clock: {
        now: () => now,
        sleep: async (ms) => {
          now += ms;
        },
      },
      random: () => 0.5,
    },
  );
  return {
    ...outcome,
    states: outcome.results.map(({ state, reason }) => (reason === undefined ? state : `${state}/${reason}`)),
  };
}

it.each([
  ['everything accepted', faults.acceptAll(), ['accepted', 'accepted'], 'accepted'],
  ['200 with 201 mixed', faults.mixed(), ['accepted', 'rejected'], 'partial'],
  ['400 with 201, all rejected', faults.mixed(['1', '2']), ['rejected', 'rejected'], 'rejected'],
  ['a recipient missing in the answer', faults.forgetful(), ['accepted', 'unknown/missing-in-answer'], 'unknown'],
  ['a reset after the body', faults.resetAfterBody(), ['unknown/no-answer', 'unknown/no-answer'], 'unknown'],
  [
    'a connection closed after the body',
    faults.closeAfterBody(),
    ['unknown/no-answer', 'unknown/no-answer'],
    'unknown',
  ],
  ['half a 200', faults.half200(), ['unknown/half-answer', 'unknown/half-answer'], 'unknown'],
  ['half a JSON document', faults.halfJson(), ['unknown/unreadable-answer', 'unknown/unreadable-answer'], 'unknown'],
  ['garbage', faults.garbage(), ['unknown/unreadable-answer', 'unknown/unreadable-answer'], 'unknown'],
  ['an endless answer', faults.endless(), ['unknown/half-answer', 'unknown/half-answer'], 'unknown'],
  [
    'an answer that is not HTTP',
    faults.notHttp(),
    ['unknown/unreadable-answer', 'unknown/unreadable-answer'],
    'unknown',
  ],
  ['401', faults.status(401), ['not-sent/account', 'not-sent/account'], 'not-sent'],
  ['a wrong token, CM’s way', faults.wrongToken(), ['not-sent/account', 'not-sent/account'], 'not-sent'],
  ['a Cloudflare page with 403', faults.cloudflare(403), ['not-sent/account', 'not-sent/account'], 'not-sent'],
  [
    'a Cloudflare page with 200',
    faults.cloudflare(200),
    ['unknown/unreadable-answer', 'unknown/unreadable-answer'],
    'unknown',
  ],
  ['a Cloudflare page with 520', faults.cloudflare(520), ['unknown/server-error', 'unknown/server-error'], 'unknown'],
  ['500', faults.status(500), ['unknown/server-error', 'unknown/server-error'], 'unknown'],
  ['404', faults.status(404), ['not-sent/request-refused', 'not-sent/request-refused'], 'not-sent'],
  ['302', faults.redirect('http://127.0.0.1:9/'), ['not-sent/request-refused', 'not-sent/request-refused'], 'not-sent'],
] satisfies [string, Behaviour, string[], string][])('%s: one request', async (_name, behaviour, states, outcome) => {
  const result = await send(behaviour);
  expect(result.states).toEqual(states);
  expect(result.outcome).toBe(outcome);
  expect(server.requests).toHaveLength(1);
  expect(server.connections).toBe(1);
});

it('a server that never answers: one request, unknown', async () => {
  const result = await send(faults.neverAnswer(), { timeoutMs: 100 });
  expect(result.states).toEqual(['unknown/no-answer', 'unknown/no-answer']);
  expect(server.requests).toHaveLength(1);
});

it('429 and then accepted: two requests, one acceptance', async () => {
  const result = await send(faults.rateLimited(1, '2'));
  expect(result.outcome).toBe('accepted');
  expect(server.requests).toHaveLength(2);
});

it('413: halves arrive, and every message is accepted once', async () => {
  const chats = Array.from({ length: 9 }, (_, index) => `${index}`);
  const result = await send(faults.tooLargeAbove(3), {}, chats);
  expect(result.outcome).toBe('accepted');
  const accepted = server.requests.map(readRecipients).filter((batch) => batch.length <= 3);
  expect(accepted.flat().map(({ to }) => to)).toEqual(chats);
});

it('resend after a reset: the message is posted twice because the user said so', async () => {
  const result = await send(faults.inTurn(faults.resetAfterBody(), faults.acceptAll()), { onUnknown: 'resend' });
  expect(result.outcome).toBe('accepted');
  expect(server.requests).toHaveLength(2);
});

it('an interruption while CM is silent: unknown', async () => {
  const stop = new AbortController();
  const result = await send(() => stop.abort(), { signal: stop.signal });
  expect(result.states).toEqual(['unknown/interrupted', 'unknown/interrupted']);
  expect(result.stopped).toBe('interrupted');
});
