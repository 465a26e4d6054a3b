import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type JournalFiles, nodeFiles } from '../../../../src/webhook/journal/journal-files.js';
import { readJournal } from '../../../../src/webhook/journal/read-journal.js';
import { add, openTestJournal } from '../harness.js';

/** Files that fail while `fault` says so. */
function createFaultyFiles() {
  const state = { write: '', sync: '', halfWrites: false };
  const fail = (code: string) => Object.assign(new Error(`${code}: made to fail`), { code });
  const files: JournalFiles = {
    ...nodeFiles,
    write(fd, bytes, at, done) {
      if (state.write === '') {
        nodeFiles.write(fd, state.halfWrites ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes, at, done);
        return;
      }
      // A full disk takes a part of it.
      nodeFiles.write(fd, bytes.subarray(0, 10), at, () => done(fail(state.write), 0));
    },
    fdatasync(fd, done) {
      if (state.sync === '') nodeFiles.fdatasync(fd, done);
      else setImmediate(() => done(fail(state.sync)));
    },
  };
  return { files, state };
}

async function readBodies(path: string): Promise<string[]> {
  const bodies: string[] = [];
  for await (const entry of readJournal(path)) {
    bodies.push(entry.type === 'webhook' ? Buffer.from(entry.webhook.bytes).toString() : entry.type);
  }
  return bodies;
}

describe('a journal on a failing disk', () => {
  it.each(['ENOSPC', 'EIO', 'EDQUOT'])(
    'refuses on %s, says so once, and goes on when writing works again',
    async (code) => {
      const { files, state } = createFaultyFiles();
      const { journal, events } = openTestJournal({ files });
      expect(await add(journal, 'one')).toBeUndefined();
      state.write = code;
      expect(await add(journal, 'lost 1')).toMatchObject({ code });
      expect(await add(journal, 'lost 2')).toMatchObject({ code });
      state.write = '';
      expect(await add(journal, 'two')).toBeUndefined();
      await journal.close();
      expect(events.map(({ type }) => type)).toEqual(['failed', 'recovered']);
      expect(events[1]).toMatchObject({ refused: 2 });
      expect(await readBodies(journal.path)).toEqual(['one', 'two']);
      expect(readFileSync(journal.path, 'utf8')).toContain('"seq":2,');
    },
  );

  it('does not trust a file after a failed sync: it goes on in another one', async () => {
    const { files, state } = createFaultyFiles();
    const { journal, events } = openTestJournal({ files });
    const first = journal.path;
    await add(journal, 'one');
    state.sync = 'EIO';
    expect(await add(journal, 'lost')).toMatchObject({ code: 'EIO' });
    state.sync = '';
    expect(await add(journal, 'two')).toBeUndefined();
    expect(journal.path).toBe(first.replace('.ndjson', '.2.ndjson'));
    expect(events.map(({ type }) => type)).toEqual(['failed', 'rotated', 'recovered']);
    const start = await journal.read({ segment: 0, at: 0 });
    const rest = await journal.read(start.next);
    expect([...start.webhooks, ...rest.webhooks].map(({ raw }) => raw)).toEqual(['one', 'two']);
    expect(journal.isEnd(rest.next)).toBe(true);
    await journal.close();
    expect((await readBodies(first))[0]).toBe('one');
    expect(await readBodies(first.replace('.ndjson', '.2.ndjson'))).toEqual(['two']);
  });

  it('finishes short writes', async () => {
    const { files, state } = createFaultyFiles();
    state.halfWrites = true;
    const { journal } = openTestJournal({ files });
    await Promise.all(['one', 'two', 'three'].map((body) => add(journal, body)));
    await journal.close();
    expect(await readBodies(journal.path)).toEqual(['one', 'two', 'three']);
  });

  it('refuses more than may wait for a slow disk', async () => {
    const { journal } = openTestJournal({ maxWaitingBytes: 1000 });
    const all = await Promise.all(Array.from({ length: 5 }, () => add(journal, 'x'.repeat(600))));
    expect(all.map((error) => error === undefined)).toEqual([true, true, false, false, false]);
    await journal.close();
  });
});
