import { describe, expect, it } from 'vitest';
import type { LedgerFile } from '../../../../src/gateway/ledger/ledger-fs.js';
import type { LedgerRecord } from '../../../../src/gateway/ledger/record.js';
import { createLedgerWriter } from '../../../../src/gateway/ledger/write-ledger.js';

const outcome = (batch: number): LedgerRecord => ({ type: 'outcome', batch, at: '', status: 200, states: 'a' });

/** A ledger that tells what happens to it, and fails from the n-th write on. */
function createFile(events: string[], failingWrite = Number.POSITIVE_INFINITY): LedgerFile {
  let writes = 0;
  return {
    async write(bytes) {
      const batches = [
        ...Buffer.from(bytes)
          .toString()
          .matchAll(/"batch":(\d+)/g),
      ].map(([, batch]) => batch);
      events.push(`write ${batches.join(' ')}`);
      if (++writes >= failingWrite) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
    sync: async () => void events.push('sync'),
    truncate: async () => {},
    close: async () => void events.push('close'),
  };
}

/** What leads from a durable intent to an open connection: some promises, no timer. */
async function beginRequest(events: string[], name: string): Promise<void> {
  for (let hop = 0; hop < 20; hop++) await Promise.resolve();
  events.push(name);
}

describe('createLedgerWriter', () => {
  it('makes those who are ready in one turn durable together', async () => {
    const events: string[] = [];
    const writer = createLedgerWriter(createFile(events), 0);
    await Promise.all([writer.commit(outcome(1)), Promise.resolve().then(() => writer.commit(outcome(2)))]);
    expect(events).toEqual(['write 1 2', 'sync']);
  });

  it('lets the requests that a sync released begin before the next write, which may fail', async () => {
    const events: string[] = [];
    const writer = createLedgerWriter(createFile(events, 2), 0);
    const second = writer.commit(outcome(1)).then(() => beginRequest(events, 'request 1'));
    await new Promise((resolve) => setImmediate(resolve));
    const third = writer.commit(outcome(2)).then(() => beginRequest(events, 'request 2'));
    await second;
    await expect(third).rejects.toMatchObject({ code: 'ledger-write' });
    expect(events).toEqual(['write 1', 'sync', 'request 1', 'write 2']);
  });

  it('writes nothing after a failure, and still closes', async () => {
    const events: string[] = [];
    const writer = createLedgerWriter(createFile(events, 1), 0);
    await expect(writer.commit(outcome(1))).rejects.toThrow('ENOSPC');
    await expect(writer.commit(outcome(2))).rejects.toBe(writer.failure);
    await writer.close();
    expect(events).toEqual(['write 1', 'close']);
  });
});
