import { accessSync, constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CmtgError } from '../core/errors.js';
import { makeFolder } from '../input/make-folder.js';

/**
 * Writes a file that was not there before, readable by its owner alone, and tells its path. A taken name gets a number;
 * nothing is overwritten and no link is followed. Throws CmtgError `media-unwritable`.
 */
export async function writeNewFile(directory: string, name: string, bytes: Uint8Array): Promise<string> {
  const dot = name.lastIndexOf('.');
  for (let number = 1; number < 1000; number++) {
    const path = join(directory, number === 1 ? name : `${name.slice(0, dot)}-${number}${name.slice(dot)}`);
    try {
      makeFolder(directory);
      // `wx` fails on anything that exists, a link that leads nowhere included.
      const file = await open(path, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
      } catch (error) {
        await unlink(path).catch(() => {});
        throw error;
      } finally {
        await file.close();
      }
      return path;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw unwritable(directory, cause);
    }
  }
  throw unwritable(directory, new Error('a thousand files of this name'));
}

/** Makes the folder that files will go into, and sees that they may. Throws CmtgError `media-unwritable`. */
export function prepareFolder(directory: string): void {
  try {
    makeFolder(directory);
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unwritable(directory, cause);
  }
}

function unwritable(directory: string, cause: unknown): CmtgError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why: Record<string, string> = {
    EEXIST: 'it is no folder',
    ENOTDIR: 'it lies below something that is no folder',
    EACCES: 'you may not',
    EROFS: 'it lies on a disk that is read-only',
  };
  const reason = why[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new CmtgError(`Cannot write into ${directory}: ${reason}.`, {
    code: 'media-unwritable',
    category: 'input',
    hint: 'Name a folder that is there, or one that can be made.',
    cause,
  });
}
