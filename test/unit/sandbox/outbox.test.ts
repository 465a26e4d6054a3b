import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../src/sandbox/parse-fault.js';
import { openPerson, START } from './person.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('a webhook that is not answered with exactly 200', () => {
  it.each([201, 202, 204, 302, 400, 500, null])('(%s) is tried again after five minutes', async (status) => {
    const { sandbox, calls } = openPerson({}, (_, call) => ({ status: call === 1 ? status : 200, detail: '' }));
    expect(await sandbox.act({ kind: 'start' }).first).toMatchObject({
      state: 'waiting',
      nextAttemptAt: START + 5 * MINUTE,
      attempts: [{ at: START, status }],
    });
    await sandbox.advance(5 * MINUTE - 1);
    expect(calls).toHaveLength(1);
    await sandbox.advance(1);
    expect(sandbox.deliveries()).toMatchObject([{ state: 'delivered', tries: 2, nextAttemptAt: null }]);
    expect(calls[1]?.body).toBe(calls[0]?.body);
    await sandbox.advance(DAY);
    expect(calls).toHaveLength(2);
  });

  it('is tried every five minutes for thirty days and no longer, and never off the beat', async () => {
    const at: number[] = [];
    const person = openPerson({}, () => {
      at.push(person.sandbox.now());
      return { status: 500, detail: 'no' };
    });
    await person.sandbox.act({ kind: 'start' }).first;
    await person.sandbox.advance(31 * DAY);
    expect(at).toEqual(Array.from({ length: 30 * 288 + 1 }, (_, i) => START + i * 5 * MINUTE));
    expect(person.sandbox.deliveries()).toMatchObject([{ state: 'gave-up', tries: 8641, nextAttemptAt: null }]);
    expect(person.sandbox.deliveries()[0]?.attempts).toHaveLength(20);
    expect(person.sandbox.now()).toBe(START + 31 * DAY);
  });

  it('is tried for seven days when it is a status report', async () => {
    const { sandbox, calls, send } = openPerson({ statusReports: true }, () => ({ status: 500, detail: '' }));
    await send();
    await sandbox.advance(8 * DAY);
    expect(calls).toHaveLength(7 * 288 + 1);
  });

  it('does not hold back the next one', async () => {
    const { sandbox, bodies } = openPerson({}, (_, call) => ({ status: call === 1 ? 500 : 200, detail: '' }));
    sandbox.act({ kind: 'text', text: 'one' });
    sandbox.act({ kind: 'text', text: 'two' });
    await sandbox.settled();
    await sandbox.advance(5 * MINUTE);
    expect(bodies().map((body) => (body['message'] as { text: string }).text)).toEqual(['one', 'two', 'one']);
  });

  it('is tried by itself when real time comes', async () => {
    let now = START;
    const wakes: (() => void)[] = [];
    const { sandbox, calls } = openPerson(
      {
        clock: {
          now: () => now,
          sleep: (ms, signal) =>
            new Promise((resolve, reject) => {
              const due = now + ms;
              wakes.push(() => now >= due && resolve());
              signal?.addEventListener('abort', () => reject(signal.reason));
            }),
        },
      },
      (_, call) => ({ status: call === 1 ? 500 : 200, detail: '' }),
    );
    await sandbox.act({ kind: 'start' }).first;
    now += 5 * MINUTE;
    for (const wake of wakes) wake();
    for (let i = 0; i < 50 && calls.length < 2; i++) await Promise.resolve();
    expect(calls).toHaveLength(2);
  });

  it('is not tried after close', async () => {
    const { sandbox, calls } = openPerson({}, () => ({ status: 500, detail: '' }));
    await sandbox.act({ kind: 'start' }).first;
    await sandbox.close();
    await sandbox.act({ kind: 'start' }).first;
    expect(calls).toHaveLength(1);
  });
});

describe('faults of webhooks', () => {
  const texts = (bodies: readonly Record<string, unknown>[]) =>
    bodies.map((body) => (body['message'] as { text: string }).text);

  async function say(faults: readonly string[], words: readonly string[], seed = 1) {
    const person = openPerson({ faults: parseFaults(faults, seed) });
    for (const text of words) await person.sandbox.act({ kind: 'text', text }).first;
    await person.sandbox.settled();
    return person;
  }

  it('loses one for good', async () => {
    const { sandbox, bodies } = await say(['lost-webhook=1x'], ['a', 'b']);
    await sandbox.advance(DAY);
    expect(texts(bodies())).toEqual(['b']);
    expect(sandbox.deliveries()[0]).toMatchObject({ state: 'lost', tries: 0 });
  });

  it('sends one twice', async () => {
    const { sandbox, bodies } = await say(['duplicate-webhook=1x'], ['a', 'b']);
    expect(texts(bodies())).toEqual(['a', 'a', 'b']);
    expect(sandbox.deliveries().map(({ copyOf }) => copyOf)).toEqual([undefined, 1, undefined]);
  });

  it('lets one be overtaken by the next', async () => {
    expect(texts((await say(['reordered-webhook=1x'], ['a', 'b', 'c'])).bodies())).toEqual(['b', 'a', 'c']);
  });

  it('lets one that nothing overtakes leave by itself', async () => {
    const { sandbox, bodies } = await say(['reordered-webhook=1x'], ['a']);
    expect(texts(bodies())).toEqual([]);
    await sandbox.advance(5000);
    expect(texts(bodies())).toEqual(['a']);
  });

  it('happens to the same ones for the same seed, and to others for another', async () => {
    const words = Array.from({ length: 60 }, (_, i) => `n${i}`);
    const faults = ['lost-webhook=0.2', 'duplicate-webhook=0.2', 'reordered-webhook=0.2'];
    const [one, same, other] = [
      texts((await say(faults, words, 7)).bodies()),
      texts((await say(faults, words, 7)).bodies()),
      texts((await say(faults, words, 8)).bodies()),
    ];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one).not.toEqual(words);
  });

  it('meets the same faults again after a reset', async () => {
    const { sandbox, calls } = await say(['lost-webhook=0.5'], ['a', 'b', 'c', 'd', 'e', 'f']);
    const first = calls.length;
    sandbox.reset();
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) await sandbox.act({ kind: 'text', text }).first;
    expect(calls.length).toBe(2 * first);
  });
});
