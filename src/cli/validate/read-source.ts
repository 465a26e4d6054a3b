import { readFile, stat } from 'node:fs/promises';
import { CmtgError } from '../../core/errors.js';
import { unreadable } from '../../input/read-text.js';
import type { CommandContext } from '../context.js';
import type { Target } from './find-targets.js';

/** No payload comes near this; it stops an endless stream, and a file that no memory holds. */
const mostBytes = 256 * 1024 * 1024;

/** The bytes of a target. Throws CmtgError of category `input`. */
export async function readSource(target: Target, { io }: CommandContext): Promise<Uint8Array> {
  if (target.kind === 'stdin') return readStream(io.stdin, target.name);
  try {
    const { size } = await stat(target.path);
    if (size > mostBytes) throw tooLarge(target.name);
    return await readFile(target.path);
  } catch (error) {
    throw error instanceof CmtgError ? error : unreadable(target.name, error);
  }
}

async function readStream(stream: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > mostBytes) throw tooLarge(name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string): CmtgError {
  return new CmtgError(`${name} is larger than ${mostBytes / 1024 / 1024} MiB.`, {
    code: 'input-size',
    category: 'input',
  });
}
