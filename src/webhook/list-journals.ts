import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A journal file. */
export interface JournalFile {
  readonly path: string;
  readonly name: string;
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
    if (info?.isFile()) files.push({ path, name, bytes: info.size, changedAt: info.mtimeMs });
  }
  return files;
}
