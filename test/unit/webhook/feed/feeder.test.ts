import { describe, expect, it } from 'vitest';
import { createFeeder } from '../../../../src/webhook/feed/feeder.js';
import { createNoJournal } from '../../../../src/webhook/no-journal.js';
import type { ReceivedWebhook } from '../../../../src/webhook/received-webhook.js';
import { add, buildParts, openTestJournal } from '../harness.js';

/** A sink that takes nothing until it is woken. */
function createSleepingSink() {
  let wake = () => {};
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const got: string[] = [];
  return {
    got,
    wake,
    push: (webhook: ReceivedWebhook) => {
      got.push(webhook.raw ?? '');
      return asleep;
    },
  };
}

const never = new AbortController().signal;

describe('a feeder', () => {
  it('reads on from the journal when its sink was asleep: nothing is missing, in order', async () => {
    const { journal } = openTestJournal();
    const sink = createSleepingSink();
    const errors: unknown[] = [];
    const feeder = createFeeder({
      sink,
      store: journal,
      onError: (error) => errors.push(error),
      onSkip: (count) => errors.push(count),
      maxQueuedBytes: 4000,
    });
    journal.onStored = feeder.push;
    const bodies = Array.from({ length: 500 }, (_, n) => `webhook ${n} ${'x'.repeat(n)}`);
    for (const body of bodies) await add(journal, body);
    expect(sink.got).toHaveLength(1);
    sink.wake();
    // More comes in while it catches up.
    const late = Array.from({ length: 100 }, (_, n) => `late ${n}`);
    await Promise.all(late.map((body) => add(journal, body)));
    expect(await feeder.drain(never)).toBe(0);
    expect(sink.got).toEqual([...bodies, ...late]);
    expect(errors).toEqual([]);
    await journal.close();
  });

  it('counts what a sleeping sink misses when there is no journal', async () => {
    const store = createNoJournal();
    const sink = createSleepingSink();
    const skips: number[] = [];
    const feeder = createFeeder({
      sink,
      store,
      onError: () => {},
      onSkip: (count) => skips.push(count),
      maxQueuedBytes: 4000,
    });
    store.onStored = feeder.push;
    for (let n = 0; n < 10; n++) {
      store.add(buildParts(`${n}`), () => {});
      await store.close();
    }
    sink.wake();
    expect(await feeder.drain(never)).toBe(0);
    expect(sink.got.length + (skips[0] ?? 0)).toBe(10);
    expect(skips).toHaveLength(1);
    expect(sink.got).toEqual(sink.got.map((_, n) => `${n}`));
  });

  it('goes on when the sink fails, and tells what is left when time is up', async () => {
    const { journal } = openTestJournal();
    const errors: string[] = [];
    const got: string[] = [];
    const feeder = createFeeder({
      sink: {
        push: (webhook) => {
          got.push(webhook.raw ?? '');
          if (webhook.raw === 'bad') throw new Error('thrown');
          return webhook.raw === 'worse' ? Promise.reject(new Error('rejected')) : undefined;
        },
      },
      store: journal,
      onError: (error) => errors.push((error as Error).message),
      onSkip: () => {},
    });
    journal.onStored = feeder.push;
    for (const body of ['bad', 'worse', 'good']) await add(journal, body);
    expect(await feeder.drain(never)).toBe(0);
    expect(got).toEqual(['bad', 'worse', 'good']);
    expect(errors).toEqual(['thrown', 'rejected']);

    const sink = createSleepingSink();
    const stuck = createFeeder({ sink, store: journal, onError: () => {}, onSkip: () => {} });
    journal.onStored = stuck.push;
    await Promise.all(['1', '2', '3'].map((body) => add(journal, body)));
    expect(await stuck.drain(AbortSignal.abort())).toBe(2);
    await journal.close();
  });
});
