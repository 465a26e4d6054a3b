import { closeSync, ftruncateSync, openSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JournalFiles, nodeFiles } from '../../../../src/webhook/journal/journal-files.js';
import { readJournal } from '../../../../src/webhook/journal/read-journal.js';
import { createSyncLanes } from '../../../../src/webhook/journal/sync-lanes.js';
import { buildParts, openTestJournal } from '../harness.js';

const eio = new Error('EIO');

/** Files whose syncs end when the test says so. Two lanes, whatever the system. */
function createHeldFiles() {
  const written: number[] = [];
  const held: { readonly fd: number; readonly end: (error: Error | null) => void }[] = [];
  const files: JournalFiles = {
    ...nodeFiles,
    openAgain: (path) => openSync(path, 'r+'),
    write(fd, ...rest) {
      written.push(fd);
      nodeFiles.write(fd, ...rest);
    },
    fdatasync: (fd, end) => void held.push({ fd, end }),
  };
  return { files, held, written };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function turns(count: number) {
  for (let n = 0; n < count; n++) await turn();
}

describe('sync lanes', () => {
  function open() {
    const { files, held } = createHeldFiles();
    const lanes = createSyncLanes([7, 8], files);
    const log: string[] = [];
    const sync = (name: string) => lanes.take().sync((error) => log.push(`${name} ${error?.message ?? 'ok'}`));
    return { lanes, held, log, sync };
  }

  it('tell the outcomes in the order of the calls', () => {
    const { lanes, held, log, sync } = open();
    sync('a');
    sync('b');
    expect(held[0]?.fd).not.toBe(held[1]?.fd);
    expect(lanes.isFree).toBe(false);
    held[1]?.end(null);
    expect(log).toEqual([]);
    expect(lanes.running).toBe(2);
    held[0]?.end(null);
    expect(log).toEqual(['a ok', 'b ok']);
    expect(lanes.running).toBe(0);
  });

  it.each([
    { name: 'the first fails', results: [eio, null], log: ['a EIO', 'b EIO'] },
    { name: 'the second fails', results: [null, eio], log: ['a ok', 'b EIO'] },
  ])('trust nothing behind a failure: $name', ({ results, log: expected }) => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { lanes, held, log, sync } = open();
      sync('a');
      sync('b');
      for (const index of order) held[index]?.end(results[index] ?? null);
      expect(log).toEqual(expected);
      expect(lanes.hasFailed).toBe(true);
    }
  });
});

describe('group commit', () => {
  function open() {
    const { files, held, written } = createHeldFiles();
    const { journal, events } = openTestJournal({ files });
    const settled: string[] = [];
    const add = async (count: number, name: string) => {
      for (let n = 0; n < count; n++) {
        journal.add(buildParts(`${name} ${n}`), (error) => settled.push(`${name}${error ? ' failed' : ''}`));
      }
      await turns(2);
    };
    const end = async (sync: number, error: Error | null = null) => {
      held[sync]?.end(error);
      await turns(3);
    };
    return { journal, events, held, written, settled, add, end };
  }

  it('begins a second sync for many, none for a few, and never a third', async () => {
    const { journal, held, settled, add, end } = open();
    await add(1, 'first');
    await add(15, 'few');
    expect(held).toHaveLength(1);
    await add(1, 'few');
    expect(held).toHaveLength(2);
    await add(40, 'more');
    expect(held).toHaveLength(2);
    await end(1);
    // Nobody is told before those that came first.
    expect(settled).toEqual([]);
    held[0]?.end(null);
    expect(held).toHaveLength(3);
    await end(2);
    expect(settled).toEqual(['first', ...Array(16).fill('few'), ...Array(40).fill('more')]);
    await journal.close();
  });

  it('syncs through the descriptor that it wrote through: some file systems tell errors to no other', async () => {
    const { journal, held, written, add } = open();
    for (let round = 0; round < 3; round++) {
      await add(1, 'one');
      await add(20, 'many');
      const [one, ...many] = written.splice(0);
      // Lines, and zeros behind them.
      expect(new Set(many)).toEqual(new Set([held[1]?.fd]));
      expect(one).toBe(held[0]?.fd);
      for (const { end } of held.splice(0)) end(null);
      await turns(2);
    }
    await journal.close();
  });

  it('goes on elsewhere with what comes after a failure, also when the sync before it still runs', async () => {
    const { journal, held, settled, add, end } = open();
    await add(1, 'first');
    await add(16, 'second');
    await end(1, eio);
    await add(16, 'third');
    expect(held).toHaveLength(2);
    await end(0);
    await end(2);
    expect(settled).toEqual(['first', ...Array(16).fill('second failed'), ...Array(16).fill('third')]);
    await journal.close();
  });

  it('is read to its end when a new file has begun that holds nothing yet', async () => {
    const { journal, add, end } = open();
    await add(1, 'first');
    await end(0);
    const { next } = await journal.read({ segment: 0, at: 0 });
    await add(1, 'refused');
    await end(1, eio);
    await add(1, 'second');
    expect(journal.isEnd(next)).toBe(true);
    await end(2);
    expect(journal.isEnd(next)).toBe(false);
    expect((await journal.read(next)).webhooks.map(({ raw }) => raw)).toEqual(['second 0']);
    await journal.close();
  });

  it('keeps to one sync when much is under way', async () => {
    const { journal, held, add, end } = open();
    await add(1, 'first');
    await add(40, 'x'.repeat(200_000));
    expect(held).toHaveLength(1);
    await end(0);
    expect(held).toHaveLength(2);
    held[1]?.end(null);
    await journal.close();
  });

  it('counts from the last number that is on the disk after a failed sync', async () => {
    const { journal, events, held, settled, add, end } = open();
    await add(1, 'first');
    await add(20, 'second');
    await end(0, eio);
    // It waits for the other sync before it goes on elsewhere.
    await add(20, 'third');
    expect(held).toHaveLength(2);
    await end(1);
    expect(settled).toEqual(['first failed', ...Array(20).fill('second failed')]);
    await end(2);
    expect(settled.slice(21)).toEqual(Array(20).fill('third'));
    expect(events.map(({ type }) => type)).toEqual(['failed', 'rotated', 'recovered']);
    expect(events.at(-1)).toMatchObject({ refused: 21 });
    await journal.close();
    const seqs: number[] = [];
    for await (const entry of readJournal(journal.path))
      if (entry.type === 'webhook') seqs.push(entry.webhook.seq ?? 0);
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });
});

/**
 * A disk whose pages reach it only with a sync, in whatever order syncs end. An error of writing back loses all that was
 * on its way and is told to each descriptor once, as Linux does it.
 */
function createFickleDisk(chances: () => number, second: 'own' | 'shared' | 'none') {
  const isShared = second === 'shared';
  const cached: { name: string; isDurable: boolean; isLost: boolean }[] = [];
  const seen = new Map<number, number>();
  let failures = 0;
  let running: { readonly fd: number; readonly covers: number; readonly end: (error: Error | null) => void }[] = [];
  const keyOf = (fd: number) => (isShared ? 0 : fd);
  const isDurable = (name: string) => cached.some((each) => each.name === name && each.isDurable);
  // Errors from before are not told to a descriptor.
  const begin = (fd: number) => {
    seen.set(keyOf(fd), failures);
    return fd;
  };
  const files: JournalFiles = {
    ...nodeFiles,
    open: (path) => begin(nodeFiles.open(path)),
    openAgain(path) {
      if (second === 'none') return undefined;
      const fd = openSync(path, 'r+');
      return isShared ? fd : begin(fd);
    },
    write(fd, bytes, at, done) {
      if (chances() < 0.05) return done(new Error('ENOSPC'), 0);
      nodeFiles.write(fd, bytes, at, (error, written) => {
        for (const [name] of Buffer.from(bytes)
          .toString('latin1')
          .matchAll(/record-\d+-/g)) {
          cached.push({ name, isDurable: false, isLost: false });
        }
        done(error, written);
      });
    },
    fdatasync: (fd, end) => void running.push({ fd, covers: cached.length, end }),
    // In a turn of the event loop instead of as long as it takes: the same numbers make the same run.
    truncate(fd, size, done) {
      ftruncateSync(fd, size);
      setImmediate(done, null);
    },
  };
  /** Lets something happen to what is on its way. */
  const step = () => {
    const index = Math.floor(chances() * running.length);
    const call = running[index];
    if (call === undefined) return;
    if (chances() < 0.1) {
      failures += 1;
      const reach = Math.max(...running.map(({ covers }) => covers));
      for (const page of cached.slice(0, reach)) page.isLost ||= !page.isDurable;
    }
    running = running.filter((each) => each !== call);
    for (const page of cached.slice(0, call.covers)) page.isDurable ||= !page.isLost;
    const error = failures > (seen.get(keyOf(call.fd)) ?? 0) ? eio : null;
    seen.set(keyOf(call.fd), failures);
    call.end(error);
  };
  return { files, step, isDurable, isBusy: () => running.length > 0 };
}

async function runFickleDisk(numbers: readonly number[], second: Parameters<typeof createFickleDisk>[1]) {
  let used = 0;
  const chances = () => (numbers[used++ % numbers.length] ?? 0) / 1_000_000;
  const disk = createFickleDisk(chances, second);
  const { journal } = openTestJournal({ files: disk.files });
  const broken: string[] = [];
  let stored = 0;
  let refused = 0;
  for (let n = 0; n < 200; n++) {
    const count = chances() < 0.3 ? Math.floor(chances() * 30) : 0;
    for (let k = 0; k < count; k++) {
      const name = `record-${n * 100 + k}-`;
      journal.add(buildParts(name), (error) => {
        if (error) refused += 1;
        else {
          stored += 1;
          if (!disk.isDurable(name)) broken.push(name);
        }
      });
    }
    await turn();
    if (chances() < 0.5) disk.step();
  }
  const closing = journal.close();
  for (let isClosed = false; !isClosed; ) {
    disk.step();
    isClosed = await Promise.race([closing.then(() => true), turn().then(() => false)]);
  }
  return { broken, stored, refused };
}

describe('acknowledged means stored, whatever the disk does', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 999_999 }), { minLength: 601, maxLength: 601 });

  it.each([
    ['two syncs at a time', 'own', 60],
    ['one, where there is no second descriptor', 'none', 20],
  ] as const)('holds with %s and errors in between', async (_name, second, numRuns) => {
    let [stored, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(numbers, async (given) => {
        const run = await runFickleDisk(given, second);
        expect(run.broken).toEqual([]);
        stored += run.stored;
        refused += run.refused;
      }),
      { numRuns },
    );
    expect(stored).toBeGreaterThan(300 * numRuns);
    expect(refused).toBeGreaterThan(15 * numRuns);
  });

  it('would not hold with a descriptor that both share', async () => {
    const runs = await Promise.all(fc.sample(numbers, 40).map((given) => runFickleDisk(given, 'shared')));
    expect(runs.some(({ broken }) => broken.length > 0)).toBe(true);
  });
});

describe('opening a journal twice', () => {
  it('gives another descriptor of the same file, and none of another file', () => {
    const { journal } = openTestJournal();
    const fd = nodeFiles.open(journal.path);
    const again = nodeFiles.openAgain(journal.path, fd);
    const other = nodeFiles.open(`${journal.path}.other`);
    expect(nodeFiles.openAgain(journal.path, other)).toBeUndefined();
    expect(nodeFiles.openAgain(`${journal.path}.gone`, fd)).toBeUndefined();
    if (process.platform === 'linux') expect(again).not.toBe(fd);
    for (const each of [fd, other, ...(again === undefined ? [] : [again])]) closeSync(each);
    return journal.close();
  });
});
