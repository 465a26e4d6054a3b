import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { measureJournal } from './journal/end-of-data.js';

/** A journal file. */
export interface JournalFile {
  readonly path: string;
  readonly name: string;
  /** Without the zeros that a listener under load has written ahead. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** The journals in a folder, oldest first: their names begin with the time of the start. An absent folder has none. */
export async function listJournals(folder: string): Promise<JournalFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files: JournalFile[] = [];
  for (const name of names.filter((each) => each.endsWith('.ndjson')).sort()) {
    const path = join(folder, name);
    const info = await stat(path).catch(() => undefined);
    if (info?.isFile()) files.push(describeJournal(path, info));
  }
  return files;
}

/** One whose `stat` is known. */
export function describeJournal(path: string, info: Stats): JournalFile {
  const bytes = info.isFile() ? measureJournal(path, info.size) : info.size;
  return { path, name: basename(path), bytes, changedAt: info.mtimeMs };
}
