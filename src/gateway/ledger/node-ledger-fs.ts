import { constants, createReadStream } from 'node:fs';
import { type FileHandle, link, open, readdir, readFile, unlink } from 'node:fs/promises';
import { makeFolder } from '../../input/make-folder.js';
import type { LedgerFile, LedgerFs } from './ledger-fs.js';

const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_WRONLY } = constants;
const ownerOnly = 0o600;

/** The real file system. `unique` gives a new name part at each call. */
export function createNodeLedgerFs(unique: () => string): LedgerFs {
  return {
    create: async (path) => wrap(await open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, ownerOnly)),
    open: async (path) => wrap(await open(path, O_WRONLY | O_APPEND | O_NOFOLLOW)),
    read: (path) => createReadStream(path, { highWaterMark: 256 * 1024 }),
    async makeDirectory(path) {
      makeFolder(path);
    },
    syncDirectory,
    async createComplete(path, text) {
      const draft = `${path}.${unique()}`;
      const file = await open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, ownerOnly);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      try {
        // A link appears complete or not at all, and never replaces anything.
        await link(draft, path);
        return true;
      } catch (error) {
        if (hasCode(error, 'EEXIST')) return false;
        throw error;
      } finally {
        await unlink(draft).catch(() => {});
      }
    },
    async readSmall(path) {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
    list: (directory) => readdir(directory),
    async remove(path) {
      await unlink(path).catch((error: unknown) => {
        if (!hasCode(error, 'ENOENT')) throw error;
      });
    },
  };
}

function wrap(file: FileHandle): LedgerFile {
  return {
    async write(bytes) {
      for (let done = 0; done < bytes.byteLength; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, null);
        done += bytesWritten;
      }
    },
    sync: () => file.datasync(),
    truncate: (length) => file.truncate(length),
    close: () => file.close(),
  };
}

/** Not every system lets a directory be opened; where it does not, there is nothing to do. */
async function syncDirectory(path: string): Promise<void> {
  let directory: FileHandle;
  try {
    directory = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'EISDIR') || hasCode(error, 'EPERM') || hasCode(error, 'EACCES')) return;
    throw error;
  }
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
