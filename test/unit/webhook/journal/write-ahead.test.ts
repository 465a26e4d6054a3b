import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { followJournals } from '../../../../src/cli/mcp/follow-journals.js';
import { measureJournal } from '../../../../src/webhook/journal/end-of-data.js';
import { type JournalFiles, nodeFiles } from '../../../../src/webhook/journal/journal-files.js';
import { type JournalEntry, readJournal } from '../../../../src/webhook/journal/read-journal.js';
import { runInside } from '../../../support/run-cli.js';
import { createTempFolder } from '../../../support/temp-folder.js';
import { add, openTestJournal } from '../harness.js';

/** Less than is written ahead in one go. */
const room = 200 * 1024;

const hasFifos = spawnSync('mkfifo', ['--version']).status === 0;

/** A journal that never has a quiet moment. */
function openBusyJournal(options: Parameters<typeof openTestJournal>[0] = {}) {
  return openTestJournal({ quiet: 1_000_000, ...options }).journal;
}

/** So many at once that room is made for more. */
async function addCrowd(journal: ReturnType<typeof openBusyJournal>, name = 'crowd') {
  const errors = await Promise.all(Array.from({ length: 20 }, (_, n) => add(journal, `${name} ${n}`)));
  expect(errors.every((error) => error === undefined)).toBe(true);
}

async function readAll(path: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of readJournal(path)) entries.push(entry);
  return entries;
}

async function countAll(path: string) {
  const types = (await readAll(path)).map((entry) => (entry.type === 'bad' ? entry.reason : entry.type));
  return Object.fromEntries([...new Set(types)].map((type) => [type, types.filter((each) => each === type).length]));
}

describe('a journal under load', () => {
  it('writes zeros ahead, puts lines in their place, and ends with lines alone', async () => {
    const journal = openBusyJournal();
    await addCrowd(journal);
    const size = statSync(journal.path).size;
    expect(size).toBeGreaterThan(room);
    await addCrowd(journal);
    await add(journal, 'one alone');
    expect(statSync(journal.path).size).toBe(size);
    expect(await countAll(journal.path)).toEqual({ webhook: 41 });
    await journal.close();
    const text = readFileSync(journal.path, 'utf8');
    expect(text).not.toContain('\0');
    expect(text.endsWith('}\n')).toBe(true);
    expect(await countAll(journal.path)).toEqual({ webhook: 41 });
  });

  it('is never longer than its lines when webhooks come one by one', async () => {
    const journal = openBusyJournal();
    for (let n = 0; n < 20; n++) await add(journal, `${n}`);
    expect(readFileSync(journal.path, 'utf8')).not.toContain('\0');
    await journal.close();
  });

  it('cuts the zeros off when nothing comes any more, and goes on after that', async () => {
    const { journal } = openTestJournal({ quiet: 1 });
    await addCrowd(journal);
    await vi.waitUntil(() => statSync(journal.path).size < room);
    expect(readFileSync(journal.path, 'utf8').endsWith('}\n')).toBe(true);
    await addCrowd(journal);
    await add(journal, 'one');
    await journal.close();
    expect(await countAll(journal.path)).toEqual({ webhook: 41 });
  });

  it('makes room again as often as it is used up', async () => {
    const journal = openBusyJournal();
    const body = 'x'.repeat(100_000);
    for (let n = 0; n < 12; n++) await Promise.all(Array.from({ length: 10 }, () => add(journal, body)));
    await journal.close();
    expect(await countAll(journal.path)).toEqual({ webhook: 120 });
    expect(readFileSync(journal.path).includes(0)).toBe(false);
  });

  it('stores webhooks where there is no room for zeros', async () => {
    const files: JournalFiles = {
      ...nodeFiles,
      write(fd, bytes, at, done) {
        if (bytes.byteLength < room) nodeFiles.write(fd, bytes, at, done);
        else done(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }), 0);
      },
    };
    const journal = openBusyJournal({ files });
    for (let n = 0; n < 3; n++) await addCrowd(journal);
    expect(readFileSync(journal.path).includes(0)).toBe(false);
    await journal.close();
    expect(await countAll(journal.path)).toEqual({ webhook: 60 });
  });

  it('takes half a batch back out of the zeros', async () => {
    let broken = false;
    const files: JournalFiles = {
      ...nodeFiles,
      write(fd, bytes, at, done) {
        if (!broken) nodeFiles.write(fd, bytes, at, done);
        else nodeFiles.write(fd, bytes.subarray(0, 50), at, () => done(new Error('EIO'), 0));
      },
    };
    const journal = openBusyJournal({ files });
    await addCrowd(journal);
    broken = true;
    expect(await add(journal, 'refused')).toBeInstanceOf(Error);
    broken = false;
    await addCrowd(journal);
    await journal.close();
    expect(await countAll(journal.path)).toEqual({ webhook: 40 });
  });

  it('cuts off at its end what it could not take back before', async () => {
    let broken = false;
    const eio = new Error('EIO');
    const files: JournalFiles = {
      ...nodeFiles,
      write(fd, bytes, at, done) {
        if (!broken) nodeFiles.write(fd, bytes, at, done);
        else nodeFiles.write(fd, bytes.subarray(0, 50), at, () => done(eio, 0));
      },
      truncate: (fd, size, done) => (broken ? done(eio) : nodeFiles.truncate(fd, size, done)),
    };
    const journal = openBusyJournal({ files });
    await add(journal, 'fine');
    broken = true;
    expect(await add(journal, 'refused')).toBe(eio);
    broken = false;
    await journal.close();
    expect(await countAll(journal.path)).toEqual({ webhook: 1 });
  });
});

describe('a journal that was killed under load', () => {
  /** What a kill leaves: lines, then zeros. */
  async function leaveZeros(path: string) {
    const journal = openBusyJournal({ path });
    await addCrowd(journal);
    await journal.close();
    const lines = readFileSync(path);
    appendFileSync(path, Buffer.alloc(4 * room));
    return lines;
  }

  it('goes on behind its last line; zeros are nothing that was lost', async () => {
    const path = join(createTempFolder(), 'run.ndjson');
    const lines = await leaveZeros(path);
    const journal = openBusyJournal({ path });
    expect(journal.recovery).toEqual({ size: lines.length, lastSeq: 20 });
    expect(existsSync(`${path}.torn-1`)).toBe(false);
    await add(journal, 'next');
    await journal.close();
    expect(await countAll(path)).toEqual({ webhook: 21 });
    expect(readFileSync(path).subarray(0, lines.length)).toEqual(lines);
  });

  it('recovers from a batch cut at any byte among the zeros', async () => {
    const folder = createTempFolder();
    const first = openBusyJournal({ path: join(folder, 'whole.ndjson') });
    for (const body of ['first', 'second \u00e9', 'third']) await add(first, body);
    await first.close();
    const whole = readFileSync(first.path);
    const path = join(folder, 'cut.ndjson');
    // Every byte of the first line, where a file may begin like a journal or not, and of the last one now and then.
    const firstEnd = whole.indexOf(0x0a) + 2;
    for (let cut = 0; cut <= whole.length; cut += cut < firstEnd ? 1 : 11) {
      writeFileSync(path, Buffer.concat([whole.subarray(0, cut), Buffer.alloc(5000)]));
      const lines = whole.subarray(0, cut).filter((byte) => byte === 0x0a).length;
      const torn = cut - (whole.subarray(0, cut).lastIndexOf(0x0a) + 1);
      expect(await countAll(path), `cut at ${cut}`).toEqual({
        ...(lines > 0 ? { webhook: lines } : {}),
        ...(torn > 0 ? { torn: 1 } : {}),
      });
      const again = openBusyJournal({ path });
      expect(again.recovery.lastSeq, `cut at ${cut}`).toBe(lines);
      expect(again.recovery.torn?.bytes ?? 0, `cut at ${cut}`).toBe(torn);
      await add(again, 'next');
      await again.close();
      expect(await countAll(path), `cut at ${cut}`).toEqual({ webhook: lines + 1 });
    }
  });

  it('keeps what was acknowledged behind a hole that a power cut made', async () => {
    const path = join(createTempFolder(), 'run.ndjson');
    const lines = await leaveZeros(path);
    // A page in the middle of the last batch never reached the disk.
    writeFileSync(path, Buffer.concat([lines.subarray(0, 1000), Buffer.alloc(700), lines.subarray(1700)]));
    appendFileSync(path, Buffer.alloc(9000));
    const journal = openBusyJournal({ path });
    await add(journal, 'after');
    await journal.close();
    const entries = await readAll(path);
    expect(entries.at(-1)).toMatchObject({ type: 'webhook', webhook: { raw: 'after', seq: 21 } });
    expect(entries.some(({ type }) => type === 'bad')).toBe(true);
    expect(entries.some(({ type }) => type === 'gap')).toBe(true);
  });
});

describe('a file of zeros', () => {
  it.each([
    ['is taken for a first batch that never came', 300_000, true],
    ['is something else when it is large', 100 * 1024 * 1024, false],
  ])('%s', async (_name, size, isTaken) => {
    const path = join(createTempFolder(), 'zeros');
    writeFileSync(path, '');
    truncateSync(path, size);
    if (isTaken) await openBusyJournal({ path }).close();
    else expect(() => openBusyJournal({ path })).toThrow(expect.objectContaining({ code: 'not-a-journal' }));
    expect(statSync(path).size).toBe(isTaken ? 0 : size);
  });
});

describe('whoever looks into a journal under load', () => {
  it('is told of the bytes that were written, not of the zeros', async () => {
    const journal = openBusyJournal();
    await addCrowd(journal);
    const { stdout } = await runInside(['journal', 'list', '--journal', journal.path, '--json']);
    await journal.close();
    expect(JSON.parse(stdout).journals).toMatchObject([
      { bytes: statSync(journal.path).size, webhooks: 20, damaged: 0 },
    ]);
  });

  it('sees each webhook once as it comes', async () => {
    const journal = openBusyJournal();
    await addCrowd(journal);
    const follower = await followJournals(async () => [journal.path]);
    expect(await follower.look()).toEqual([]);
    await add(journal, 'one', 'aaaaaa-2');
    expect((await follower.look()).map(({ raw }) => raw)).toEqual(['one']);
    expect(await follower.look()).toEqual([]);
    await add(journal, 'two', 'aaaaaa-3');
    expect((await follower.look()).map(({ raw }) => raw)).toEqual(['two']);
    await journal.close();
    expect(await follower.look()).toEqual([]);
  });

  it('reads a line again that was being written when it came to it', async () => {
    const journal = openBusyJournal();
    for (let n = 0; n < 3000; n++) void add(journal, `${n} ${'x'.repeat(200)}`);
    await add(journal, 'last');
    await journal.close();
    const whole = readFileSync(journal.path);
    expect(whole.length).toBeGreaterThan(room);
    // The reader takes a chunk with a page that is still empty, while the next chunk is full.
    const hole = whole.lastIndexOf(0x0a, 200_000) + 1;
    const path = join(createTempFolder(), 'growing.ndjson');
    writeFileSync(path, Buffer.concat([whole.subarray(0, hole), Buffer.alloc(500), whole.subarray(hole + 500)]));
    const types: string[] = [];
    for await (const entry of readJournal(path)) {
      if (types.length === 0) writeFileSync(path, whole);
      types.push(entry.type);
    }
    expect(types.filter((type) => type !== 'webhook')).toEqual([]);
    expect(types).toHaveLength(3001);
  });

  it('misses nothing when the zeros are cut off while it looks, or a line is half there', async () => {
    const journal = openBusyJournal();
    await addCrowd(journal);
    await journal.close();
    const whole = readFileSync(journal.path);
    expect(measureJournal(journal.path, whole.length + room)).toBe(whole.length);
    expect(measureJournal(journal.path, whole.length + 10 * room)).toBe(whole.length);
    const path = join(createTempFolder(), 'growing.ndjson');
    const cut = whole.lastIndexOf(0x0a, whole.length - 2) + 40;
    writeFileSync(path, Buffer.concat([whole.subarray(0, cut), Buffer.alloc(room)]));
    const follower = await followJournals(async () => [path]);
    expect(await follower.look()).toEqual([]);
    writeFileSync(path, whole);
    expect(await follower.look()).toHaveLength(1);
  });

  it('does not look at every line of another file twice', async () => {
    const path = join(createTempFolder(), 'utf16.txt');
    writeFileSync(path, Buffer.from('A line of a file in UTF-16\n'.repeat(100_000), 'utf16le'));
    // It would take minutes.
    expect(await countAll(path)).toEqual({ checksum: 100_000 });
  });

  it.skipIf(!hasFifos)('reads a pipe (skipped without mkfifo)', async () => {
    const journal = openBusyJournal();
    await addCrowd(journal);
    await journal.close();
    const pipe = join(createTempFolder(), 'pipe');
    spawnSync('mkfifo', [pipe]);
    const writer = spawn('sh', ['-c', 'cat "$0" > "$1"', journal.path, pipe]);
    expect(await countAll(pipe)).toEqual({ webhook: 20 });
    writer.kill();
  });

  it('reports a hole that stays', async () => {
    const journal = openBusyJournal();
    for (let n = 0; n < 30; n++) await add(journal, `${n}`);
    await journal.close();
    const bytes = readFileSync(journal.path);
    bytes.fill(0, 1000, 2000);
    writeFileSync(journal.path, bytes);
    const { webhook = 0, ...others } = await countAll(journal.path);
    expect(others).toEqual({ checksum: 1, gap: 1 });
    expect(webhook).toBeGreaterThan(20);
    truncateSync(journal.path, 1990);
    expect(await countAll(journal.path)).toMatchObject({ torn: 1 });
  });
});
