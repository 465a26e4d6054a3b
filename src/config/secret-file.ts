import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { CmtgError } from '../core/errors.js';

/** A token has 36 characters. More than this is another file. */
const LARGEST = 4096;

/**
 * Reads a file that holds a secret; with `allowPipe` also a pipe, as in `--product-token-file <(pass show cm)`.
 *
 * Throws CmtgError of category `config`: `token-file-unreadable`, `token-file-mode` when group or others may read a
 * regular file, `token-file-large`.
 */
export async function readSecretFile(file: string, { allowPipe }: { allowPipe: boolean }): Promise<string> {
  const stats = await statSecret(file);
  if (stats.isDirectory() || !(allowPipe || stats.isFile())) {
    throw unreadable(file, { code: 'not a file' });
  }
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
  try {
    checkMode(file, await handle.stat());
    const buffer = Buffer.alloc(LARGEST + 1);
    let length = 0;
    for (let isEnd = false; !isEnd && length < buffer.length; ) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
      length += bytesRead;
      isEnd = bytesRead === 0;
    }
    if (length > LARGEST) {
      throw new CmtgError(`${file}: too large for a product token.`, { code: 'token-file-large', category: 'config' });
    }
    return buffer.toString('utf8', 0, length);
  } catch (error) {
    throw error instanceof CmtgError ? error : unreadable(file, error as NodeJS.ErrnoException);
  } finally {
    await handle.close();
  }
}

/** Checks that nobody else may read a configuration file that holds the token. Throws CmtgError `token-file-mode`. */
export async function checkSecretFile(file: string): Promise<void> {
  checkMode(file, await statSecret(file));
}

async function statSecret(file: string): Promise<Stats> {
  return stat(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
}

function checkMode(file: string, stats: Stats): void {
  // Windows has no such bits; its access lists are not looked at.
  if (sep === '\\' || !stats.isFile() || (stats.mode & 0o077) === 0) {
    return;
  }
  const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
  throw new CmtgError(`${file}: the file holds the product token and others may open it (mode ${mode}).`, {
    code: 'token-file-mode',
    category: 'config',
    hint: `Run: chmod 600 ${quoteForShell(file)}`,
  });
}

function quoteForShell(file: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}

function unreadable(file: string, error: { readonly code?: string | undefined }): CmtgError {
  return new CmtgError(`${file}: the product token cannot be read (${error.code ?? 'unknown error'}).`, {
    code: 'token-file-unreadable',
    category: 'config',
  });
}
