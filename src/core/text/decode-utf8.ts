/** Bytes as text, with the offset of the first byte that no valid UTF-8 has there. */
export interface DecodedText {
  /** A byte order mark stays in; bad bytes became U+FFFD. */
  readonly text: string;
  readonly badByte?: number;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes UTF-8 and says where it is none. Never throws. */
export function decodeUtf8Text(bytes: Uint8Array): DecodedText {
  try {
    return { text: strict.decode(bytes) };
  } catch {
    const text = lenient.decode(bytes);
    return { text, badByte: findBadByte(bytes, text) };
  }
}

/**
 * Offset of the first byte that no valid UTF-8 text has there. The lenient decoding shows U+FFFD at that place; one that
 * was in the text from the beginning encodes to itself.
 */
function findBadByte(bytes: Uint8Array, text: string): number {
  const encoder = new TextEncoder();
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    offset += encoder.encode(text.slice(from, at)).length;
    from = at;
    const isReal = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isReal) return offset;
  }
  return bytes.length;
}
