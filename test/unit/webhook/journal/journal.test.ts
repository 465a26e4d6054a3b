import { appendFileSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JournalFiles, nodeFiles } from '../../../../src/webhook/journal/journal-files.js';
import { parseLine } from '../../../../src/webhook/journal/line.js';
import { type JournalEntry, readJournal } from '../../../../src/webhook/journal/read-journal.js';
import { createTempFolder } from '../../../support/temp-folder.js';
import { add, openTestJournal, processes } from '../harness.js';

async function readAll(path: string, from = 0): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of readJournal(path, { from })) entries.push(entry);
  return entries;
}

async function readBodies(path: string): Promise<string[]> {
  return (await readAll(path)).flatMap((entry) =>
    entry.type === 'webhook' ? [Buffer.from(entry.webhook.bytes).toString('latin1')] : [],
  );
}

describe('a journal', () => {
  it('keeps any body byte for byte, and headers in their order and spelling', async () => {
    const { journal } = openTestJournal();
    const bodies = fc.sample(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' })), 200);
    for (const body of bodies) expect(await add(journal, body)).toBeUndefined();
    await journal.close();
    const entries = await readAll(journal.path);
    expect(entries.map(({ type }) => type)).toEqual(bodies.map(() => 'webhook'));
    entries.forEach((entry, index) => {
      if (entry.type !== 'webhook') return;
      expect(Buffer.from(entry.webhook.bytes)).toEqual(Buffer.from(bodies[index] as string));
      expect(entry.webhook.headers).toEqual([
        ['Host', 'localhost'],
        ['X-Ä', 'ü'],
      ]);
      expect(entry.webhook.seq).toBe(index + 1);
    });
  });

  it('is readable by nobody else', async () => {
    const { journal } = openTestJournal();
    await add(journal, '{}');
    expect(statSync(journal.path).mode & 0o777).toBe(0o600);
    expect(statSync(join(journal.path, '..')).mode & 0o777).toBe(0o700);
    await journal.close();
  });

  it('takes away the rights of others from a file that was there', async () => {
    const path = join(createTempFolder(), 'mine.ndjson');
    writeFileSync(path, '', { mode: 0o644 });
    const { journal } = openTestJournal({ path });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await journal.close();
  });

  it('says done only after the sync of its record', async () => {
    const log: string[] = [];
    const files: JournalFiles = {
      ...nodeFiles,
      write: (...args) => {
        log.push('write');
        nodeFiles.write(...args);
      },
      fdatasync: (fd, done) =>
        nodeFiles.fdatasync(fd, (error) => {
          log.push('synced');
          done(error);
        }),
    };
    const { journal } = openTestJournal({ files });
    await Promise.all([1, 2, 3].map((n) => add(journal, `${n}`).then(() => log.push(`done ${n}`))));
    expect(log).toEqual(['write', 'synced', 'done 1', 'done 2', 'done 3']);
    await journal.close();
  });

  it('goes on after the last good line of an earlier run, and moves a torn tail aside', async () => {
    const { journal } = openTestJournal();
    await add(journal, 'one');
    await add(journal, 'two');
    await journal.close();
    appendFileSync(journal.path, '{"type":"webhook","id":"aaaaaa-3","rec');
    const again = openTestJournal({ path: journal.path });
    expect(again.journal.recovery.torn).toEqual({ file: `${journal.path}.torn-1`, bytes: 38 });
    expect(readFileSync(`${journal.path}.torn-1`, 'utf8')).toBe('{"type":"webhook","id":"aaaaaa-3","rec');
    await add(again.journal, 'three');
    await again.journal.close();
    expect(await readBodies(journal.path)).toEqual(['one', 'two', 'three']);
    expect((await readAll(journal.path)).every(({ type }) => type === 'webhook')).toBe(true);
  });

  it('recovers from a cut at any byte', async () => {
    const { journal } = openTestJournal();
    for (const body of ['first', 'second \u00e9', 'third']) await add(journal, body);
    await journal.close();
    const whole = readFileSync(journal.path);
    const folder = createTempFolder();
    for (let cut = 1; cut <= whole.length; cut++) {
      const path = join(folder, `${cut}.ndjson`);
      writeFileSync(path, whole.subarray(0, cut));
      const lines = whole.subarray(0, cut).filter((byte) => byte === 0x0a).length;
      const again = openTestJournal({ path }).journal;
      expect(again.recovery.lastSeq, `cut at ${cut}`).toBe(lines);
      await again.close();
    }
  });

  it('moves a damaged tail aside without the zeros at its end, as a power cut leaves it', async () => {
    const { journal } = openTestJournal();
    await add(journal, 'one');
    await journal.close();
    appendFileSync(journal.path, Buffer.concat([Buffer.alloc(600_000), Buffer.from('\n'), Buffer.alloc(10)]));
    const again = openTestJournal({ path: journal.path });
    expect(again.journal.recovery).toMatchObject({ lastSeq: 1, torn: { bytes: 600_001 } });
    await again.journal.close();
  });

  it('changes nothing in a file that is no journal', () => {
    const path = join(createTempFolder(), 'notes.txt');
    writeFileSync(path, 'My notes\nMore notes\n');
    expect(() => openTestJournal({ path })).toThrow(expect.objectContaining({ code: 'not-a-journal' }));
    expect(readFileSync(path, 'utf8')).toBe('My notes\nMore notes\n');
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('has one writer; a lock whose process is gone is taken over', async () => {
    const { journal } = openTestJournal();
    const other = { pid: 2 ** 22 + 1, isAlive: (pid: number) => pid === process.pid };
    expect(() => openTestJournal({ path: journal.path, processes: other })).toThrow(
      expect.objectContaining({ code: 'journal-in-use' }),
    );
    await journal.close();
    writeFileSync(`${journal.path}.lock`, '4194305\n');
    const again = openTestJournal({ path: journal.path, processes });
    await again.journal.close();
    expect(existsSync(`${journal.path}.lock`)).toBe(false);
  });

  it('follows no symbolic link', () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, 'target'), '');
    const path = join(folder, 'link.ndjson');
    symlinkSync(join(folder, 'target'), path);
    expect(() => openTestJournal({ path })).toThrow(/ELOOP/);
  });
});

describe('reading a journal', () => {
  it('reports a damaged line and the missing number, and goes on', async () => {
    const { journal } = openTestJournal();
    for (const body of ['one', 'two', 'three', 'four']) await add(journal, body);
    journal.note({ type: 'answer', of: 'aaaaaa-1', status: 200 });
    await journal.close();
    const lines = readFileSync(journal.path, 'utf8').split('\n');
    lines[1] = (lines[1] ?? '').replace('two', 'TWO');
    lines.splice(2, 1);
    writeFileSync(journal.path, `${lines.join('\n')}half a line`);
    const entries = await readAll(journal.path);
    expect(entries.map(({ type, line }) => [type, line])).toEqual([
      ['webhook', 1],
      ['bad', 2],
      ['gap', 3],
      ['webhook', 3],
      ['other', 4],
      ['bad', 5],
    ]);
    expect(entries[1]).toMatchObject({ reason: 'checksum' });
    expect(entries[2]).toMatchObject({ from: 2, to: 3 });
    expect(entries[4]).toMatchObject({ value: { type: 'answer', of: 'aaaaaa-1', status: 200 }, seq: 5 });
    expect(entries[5]).toMatchObject({ reason: 'torn' });
    const third = entries[3];
    expect((await readAll(journal.path, third?.offset)).map(({ type }) => type)).toEqual(['webhook', 'other', 'bad']);
  });

  it('finds a change of any single byte', async () => {
    const { journal } = openTestJournal();
    await add(journal, '{"text":"\u00e9"}');
    await journal.close();
    const line = readFileSync(journal.path).subarray(0, -1);
    expect(parseLine(line.toString('utf8')).type).toBe('webhook');
    for (let at = 0; at < line.length; at++) {
      const changed = Buffer.from(line);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      expect(parseLine(changed.toString('utf8')).type, `byte ${at}`).toBe('bad');
    }
  });
});
