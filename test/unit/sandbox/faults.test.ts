import { describe, expect, it } from 'vitest';
import { createFaultDice } from '../../../src/sandbox/fault-dice.js';
import { faultNames } from '../../../src/sandbox/fault-settings.js';
import { parseFaults } from '../../../src/sandbox/parse-fault.js';
import { message, payload } from './harness.js';
import { openPerson } from './person.js';
import { servePerson } from './served.js';

describe('a fault as it is written', () => {
  it.each([
    ['429', { '429': {} }],
    ['429=0.25', { '429': { probability: 0.25 } }],
    ['429=3x:90s', { '429': { times: 3, value: 90 } }],
    ['429:500ms', { '429': { value: 1 } }],
    ['5xx=.5:502', { '5xx': { probability: 0.5, value: 502 } }],
    ['delay:2s', { delay: { value: 2000 } }],
    [' lost-answer=1x ', { 'lost-answer': { times: 1 } }],
    ['reset=0', { reset: { probability: 0 } }],
  ])('%s is read', (text, rules) => {
    expect(parseFaults([text], 5)).toEqual({ seed: 5, rules });
  });

  it.each([
    '',
    'rain',
    '429=',
    '429=2',
    '429=-1',
    '429=0x',
    '5xx:404',
    '5xx:2s',
    'delay:5',
    'delay:2d',
    'reset:1s',
    '429=1e1',
  ])('%j is not', (text) => {
    expect(() => parseFaults([text])).toThrow(/cannot be read/);
  });
});

describe('the dice', () => {
  it('hit as often as the chance says, and one fault does not move another', () => {
    const count = (rules: Parameters<typeof createFaultDice>[0]['rules']) => {
      const dice = createFaultDice({ seed: 3, rules });
      return Array.from({ length: 2000 }, () => dice.roll('reset') !== undefined);
    };
    const alone = count({ reset: { probability: 0.3 } });
    expect(alone.filter(Boolean).length / 2000).toBeGreaterThan(0.26);
    expect(alone.filter(Boolean).length / 2000).toBeLessThan(0.34);
    expect(count({ reset: { probability: 0.3 }, '429': { probability: 0.5 } })).toEqual(alone);
  });

  it('never hit when nothing is set', () => {
    const dice = createFaultDice(parseFaults([]));
    for (const name of faultNames) expect(dice.roll(name)).toBeUndefined();
  });

  it('stop after the given number of times', () => {
    const dice = createFaultDice(parseFaults(['reset=2x']));
    expect([1, 2, 3].map(() => dice.roll('reset') !== undefined)).toEqual([true, true, false]);
  });
});

describe('faults of the gateway, on a real socket', () => {
  const post = (url: string) =>
    fetch(`${url}/v1.0/message`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cm-producttoken': 'x' },
      body: JSON.stringify(payload(message())),
    });

  async function tryOnce(fault: string) {
    const person = await servePerson({ faults: parseFaults([`${fault}`]) });
    await person.sandbox.act({ kind: 'start' }).first;
    const answer = await post(person.served.url).then(
      async (response) => ({ response, text: await response.text().catch((error: Error) => error) }),
      (error: Error) => ({ error }),
    );
    const second = await post(person.served.url);
    return { ...person, answer, second, bot: person.sandbox.messages().filter(({ by }) => by === 'bot') };
  }

  it('429 asks to wait, and took nothing', async () => {
    const { answer, second, bot, sandbox } = await tryOnce('429=1x:7s');
    if (!('response' in answer)) throw answer.error;
    expect([answer.response.status, answer.response.headers.get('retry-after')]).toEqual([429, '7']);
    expect([second.status, bot.length]).toEqual([200, 1]);
    expect(sandbox.exchanges()[0]).toMatchObject({ status: 429, fault: '429', accepted: [], refused: [] });
  });

  it('5xx answers in HTML, and took nothing', async () => {
    const { answer, bot } = await tryOnce('5xx=1x:502');
    if (!('response' in answer)) throw answer.error;
    expect([answer.response.status, answer.response.headers.get('content-type')]).toEqual([
      502,
      'text/html; charset=utf-8',
    ]);
    expect(bot).toHaveLength(1);
  });

  it('reset ends the connection, and took nothing', async () => {
    const { answer, bot, sandbox } = await tryOnce('reset=1x');
    expect(answer).toHaveProperty('error');
    expect(bot).toHaveLength(1);
    expect(sandbox.exchanges()[0]).toMatchObject({ status: 0, fault: 'reset', accepted: [] });
  });

  it('lost-answer ends the connection, and took the message', async () => {
    const { answer, bot, sandbox } = await tryOnce('lost-answer=1x');
    expect(answer).toHaveProperty('error');
    expect(bot).toHaveLength(2);
    expect(sandbox.exchanges()[0]).toMatchObject({ status: 200, fault: 'lost-answer' });
  });

  it('half-answer ends the connection within the answer, and took the message', async () => {
    const { answer, bot } = await tryOnce('half-answer=1x');
    if (!('response' in answer)) throw answer.error;
    expect(answer.response.status).toBe(200);
    expect(answer.text).toBeInstanceOf(Error);
    expect(bot).toHaveLength(2);
  });

  it('delay holds the answer back, and nothing else', async () => {
    const slept: number[] = [];
    const { sandbox, send } = openPerson({
      clock: {
        now: () => 0,
        sleep: async (ms) => {
          slept.push(ms);
        },
      },
      webhook: null,
      faults: parseFaults(['delay=1x:3s']),
    });
    await send();
    await send();
    expect(slept).toEqual([3000]);
    expect(sandbox.exchanges().map(({ status, fault }) => [status, fault])).toEqual([
      [200, 'delay'],
      [200, undefined],
    ]);
  });
});
