import { randomUUID } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CmtgError } from '../core/errors.js';
import { makeFolder } from '../input/make-folder.js';

export interface WriteOptions {
  /** The file is made, or becomes, the user's alone (0600). Otherwise it keeps its mode; a new one takes the umask's. */
  readonly isPrivate: boolean;
}

/**
 * Writes a file as a whole or not at all: a new file beside it takes its place. A link stays a link. Directories that
 * are missing become the user's alone (0700). Throws CmtgError `file-unwritable` of category input.
 */
export async function writeWholeFile(path: string, text: string, { isPrivate }: WriteOptions): Promise<void> {
  try {
    makeFolder(dirname(path));
    const file = await realpath(path).catch(() => path);
    const before = await stat(file).catch(() => undefined);
    const temporary = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}`);
    const handle = await open(temporary, 'wx', isPrivate ? 0o600 : 0o666);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
      await handle.close();
      if (before !== undefined && !isPrivate) await chmod(temporary, before.mode & 0o777);
      await rename(temporary, file);
    } catch (error) {
      await handle.close().catch(() => {});
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    throw new CmtgError(`${path} cannot be written (${code}).`, {
      code: 'file-unwritable',
      category: 'input',
      hint:
        code === 'EROFS' || code === 'EACCES'
          ? 'Check who owns the directory, and whether it is read-only.'
          : undefined,
      cause,
    });
  }
}
