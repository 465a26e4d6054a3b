import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isBulkReport } from '../../render/bulk-report.js';
import type { CommandContext } from '../context.js';
import { usageError } from '../option-values.js';
import { csvHead } from './report-head.js';

/** A file that a run reads or writes, and what it is to the user. */
export interface InUse {
  readonly path: string;
  readonly what: string;
}

/** Refuses a report of a kind that does not exist, before anything is sent. */
export function checkReportNames(names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (!/\.(?:html|csv)$/i.test(name)) throw usageError(`--report writes .html or .csv, not “${name}”.`);
  }
  return names;
}

/**
 * Refuses, before anything is sent, a report that would take the place of a file of the run or of anything else that no
 * earlier report is: a report is written over what is there.
 */
export async function checkReportPlaces(
  names: readonly string[],
  inUse: readonly InUse[],
  { io }: CommandContext,
): Promise<void> {
  const taken = new Map(
    await Promise.all(inUse.map(async ({ path, what }) => [await identify(resolve(io.cwd, path)), what] as const)),
  );
  for (const name of names) {
    const path = resolve(io.cwd, name);
    const what = taken.get(await identify(path));
    if (what !== undefined) {
      throw usageError(`--report ${name} would overwrite ${what}.`, otherName, 'usage-report-in-use');
    }
    if (await mayOverwrite(path)) continue;
    throw usageError(
      `--report ${name} would overwrite a file that is no report of cmtg.`,
      `${otherName} Or move that file away first.`,
      'usage-report-exists',
    );
  }
}

const otherName = 'Give the report a name of its own.';

/** One word for a file, however it is named; a file that is not there yet is known by its folder and name. */
async function identify(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    const folder = await realpath(dirname(path)).catch(() => dirname(path));
    return join(folder, basename(path));
  }
}

/** Nothing there, nothing in it, or a report of cmtg. What is no file, such as a pipe, has no content to lose. */
async function mayOverwrite(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return true;
  if (!found.isFile()) return !found.isDirectory();
  if (found.size === 0) return true;
  const head = await readHead(path);
  return /\.csv$/i.test(path) ? head.startsWith(csvHead) : isBulkReport(head);
}

async function readHead(path: string): Promise<string> {
  // One that may not be read is not known to be a report.
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
