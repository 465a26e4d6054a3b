import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lockPathOf, type ProcessTable, readLockOwner } from './lock.js';

/** `20270101T120000Z-8080.ndjson`, and what a run left beside it. */
const runFile = /^\d{8}T\d{6}Z-\d+(?:\.\d+)?\.ndjson(?:\.[\w.-]+)?$/;

/** The file of one run, in the folder of journals. */
export function nameJournal(folder: string, startedAt: number, port: number): string {
  const stamp = new Date(startedAt).toISOString().replace(/[-:]|\.\d+/g, '');
  return join(folder, `${stamp}-${port}.ndjson`);
}

/** Removes the files of runs that ended before `olderThan` (milliseconds since 1970); tells how many there were. */
export function cleanJournals(folder: string, olderThan: number, processes: ProcessTable): number {
  let removed = 0;
  for (const name of listNames(folder)) {
    const path = join(folder, name);
    if (!runFile.test(name) || name.endsWith('.lock') || isInUse(path, processes)) continue;
    try {
      if (statSync(path).mtimeMs >= olderThan) continue;
      rmSync(path);
      rmSync(lockPathOf(path), { force: true });
      removed += 1;
    } catch {
      // Somebody else cleans too, or may: what stays is looked at again next time.
    }
  }
  return removed;
}

function isInUse(path: string, processes: ProcessTable): boolean {
  const owner = readLockOwner(path);
  return owner !== undefined && processes.isAlive(owner);
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
