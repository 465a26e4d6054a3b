import { CmtgError } from '../core/errors.js';
import { decodeUtf8Text } from '../core/text/decode-utf8.js';

/** Decodes UTF-8 and refuses anything else: a replaced character would be sent to people. `place` names the source. */
export function decodeUtf8(bytes: Uint8Array, place: string): string {
  const { text, badByte } = decodeUtf8Text(bytes);
  if (badByte === undefined) return text;
  throw new CmtgError(`${place} is not valid UTF-8 (first bad byte at offset ${badByte}).`, {
    code: 'input-encoding',
    category: 'input',
    hint: 'Save it as UTF-8. `iconv -f WINDOWS-1252 -t UTF-8` converts the most common other encoding.',
  });
}
