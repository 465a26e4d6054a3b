/**
 * Length of a text in Unicode code points, the unit of every Telegram text limit.
 *
 * A surrogate pair counts 1, a lone surrogate counts 1. Source: core.telegram.org/constructor/config
 * (`message_length_max`, `caption_length_max`); tdlib counts the same way (tdutils/td/utils/utf8.h).
 */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index++) {
    if (isLowSurrogate(text.charCodeAt(index)) && isHighSurrogate(text.charCodeAt(index - 1))) count--;
  }
  return count;
}

/**
 * Length of a text in UTF-8 bytes, as it travels in a request body.
 *
 * A lone surrogate counts 3: encoders write U+FFFD in its place.
 */
export function countUtf8Bytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(index + 1))) {
      bytes += 4;
      index++;
    } else bytes += 3;
  }
  return bytes;
}

/** Index (UTF-16) just after `count` code points from `from`; the length of the text when it is shorter than that. */
export function indexAfter(text: string, from: number, count: number): number {
  let index = from;
  for (let left = count; left > 0 && index < text.length; left--) {
    index += isHighSurrogate(text.charCodeAt(index)) && isLowSurrogate(text.charCodeAt(index + 1)) ? 2 : 1;
  }
  return index;
}

/** True when the text holds no lone surrogate, so that it can be written as UTF-8 without loss. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

/** UTF-16 index of the first lone surrogate, or -1. Telegram answers such text with "Strings must be encoded in UTF-8". */
export function findLoneSurrogate(text: string): number {
  return text.isWellFormed() ? -1 : text.search(/\p{Surrogate}/u);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
