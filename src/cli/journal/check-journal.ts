import { open, stat } from 'node:fs/promises';
import { CmtgError } from '../../core/errors.js';
import { unreadable } from '../../input/read-text.js';
import { linePrefix, mayBeginLine } from '../../webhook/journal/line.js';
import { readJournal } from '../../webhook/journal/read-journal.js';

/**
 * Throws `not-a-journal` for a file in which no line is one that `listen` wrote: everything in it would be passed over,
 * and that would look like a journal in which nothing fits. A pipe is let through, because it can be read only once.
 */
export async function checkJournal(path: string): Promise<void> {
  try {
    if (!(await stat(path)).isFile() || (await holdsLines(path))) return;
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw new CmtgError(`${path} is not a journal of cmtg: no line in it is one that listen stored.`, {
    code: 'not-a-journal',
    category: 'input',
    hint: 'What listen --json prints is none. `cmtg journal` tells which there are; listen --journal FILE writes one.',
  });
}

/** Stops at the first good line, which nearly always is the first. */
async function holdsLines(path: string): Promise<boolean> {
  let isTorn = true;
  for await (const entry of readJournal(path)) {
    if (entry.type === 'webhook' || entry.type === 'other') return true;
    if (entry.type === 'bad' && entry.reason !== 'torn') isTorn = false;
  }
  return isTorn && (await beginsLikeLine(path));
}

/** Empty, or the beginning of the very first line, which may be written right now. */
async function beginsLikeLine(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(linePrefix.length), 0, linePrefix.length, 0);
    return mayBeginLine(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
