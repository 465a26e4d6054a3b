import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CmtgError } from '../core/errors.js';
import { decodeUtf8 } from './decode-utf8.js';

/** Bytes as they arrive, standard input for one. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** No message and no payload comes near this; it stops an endless stream. */
const mostBytes = 256 * 1024 * 1024;

/** The text of a file, exactly as it is there. A relative path counts from `cwd`; errors name it as it was given. */
export async function readTextFile(path: string, cwd: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    // Node has loaded this module already; its promise twin would cost start-up time, and nothing else waits here.
    bytes = readFileSync(resolve(cwd, path));
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return decodeUtf8(bytes, path);
}

/** Everything that a stream brings, as text. */
export async function readTextStream(stream: ByteStream, place = 'stdin'): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > mostBytes) {
      throw new CmtgError(`${place} brings more than ${mostBytes / 1024 / 1024} MiB.`, {
        code: 'input-size',
        category: 'input',
      });
    }
    chunks.push(chunk);
  }
  return decodeUtf8(Buffer.concat(chunks), place);
}

/** The text without its final line break: editors and `echo` add one that nobody means to send. */
export function dropFinalNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** Why a file cannot be read, and what to do about it. */
export function unreadable(path: string, cause: unknown): CmtgError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why: Record<string, string> = {
    ENOENT: 'does not exist',
    EACCES: 'may not be read by you',
    EISDIR: 'is a directory',
    ENOTDIR: 'lies below something that is no directory',
  };
  return new CmtgError(`${path} ${why[code] ?? `cannot be read (${code || String(cause)})`}.`, {
    code: 'input-unreadable',
    category: 'input',
    hint: code === 'ENOENT' ? 'Check the path; it is relative to the current directory.' : undefined,
    cause,
  });
}
