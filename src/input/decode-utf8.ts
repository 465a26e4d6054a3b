import { CmtgError } from '../core/errors.js';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8 and refuses anything else: a replaced character would be sent to people. `place` names the source. */
export function decodeUtf8(bytes: Uint8Array, place: string): string {
  try {
    return strict.decode(bytes);
  } catch (cause) {
    throw new CmtgError(`${place} is not valid UTF-8 (first bad byte at offset ${findBadByte(bytes)}).`, {
      code: 'input-encoding',
      category: 'input',
      hint: 'Save it as UTF-8. `iconv -f WINDOWS-1252 -t UTF-8` converts the most common other encoding.',
      cause,
    });
  }
}

/** Offset of the first byte that no valid UTF-8 text has there. */
export function findBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let good = 0;
  for (let size = bytes.length; size > 0; ) {
    const step = Math.max(1, Math.floor(size / 2));
    try {
      // `stream` accepts a character that is cut off at the end.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, good + step), { stream: true });
      good += step;
      size -= step;
    } catch {
      if (step === 1) return good;
      size = step;
    }
  }
  try {
    decoder.decode(bytes);
  } catch {
    return Math.max(0, good - 1);
  }
  return good;
}
