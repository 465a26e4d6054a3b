import { CmtgError } from '../../core/errors.js';
import type { ByteStream } from '../read-text.js';

/**
 * Decodes bytes as UTF-8 into blocks of text that end with a line break, the last one excepted. Leaves a byte order mark
 * out. Anything but UTF-8 is refused: a replaced character would be sent to people.
 */
export async function* readTextBlocks(bytes: ByteStream, place: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let lines = 0;
  let first = true;
  for await (const chunk of bytes) {
    if (first) refuseUtf16(chunk, place);
    first = false;
    const text = rest + decode(decoder, chunk, place, lines + 1);
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end === 0) continue;
    const block = text.slice(0, end);
    lines += countLineBreaks(block);
    yield block;
  }
  rest += decode(decoder, undefined, place, lines + 1);
  if (rest !== '') yield rest;
}

/** How many lines a text ends. */
export function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  chunk: Uint8Array | undefined,
  place: string,
  line: number,
): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new CmtgError(`${place} is not valid UTF-8 (in line ${line} or after it).`, {
      code: 'input-encoding',
      category: 'input',
      hint: 'Save it as “CSV UTF-8”. `iconv -f WINDOWS-1252 -t UTF-8` converts the most common other encoding.',
      cause,
    });
  }
}

/** What a spreadsheet calls “Unicode text” is UTF-16. */
function refuseUtf16(chunk: Uint8Array, place: string): void {
  const [a, b] = chunk;
  if (!((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))) return;
  throw new CmtgError(`${place} is UTF-16, not UTF-8.`, {
    code: 'input-encoding',
    category: 'input',
    hint: 'Export it as “CSV UTF-8”, or convert it: iconv -f UTF-16 -t UTF-8.',
  });
}
