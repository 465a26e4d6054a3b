import { cleanText, isEmptyForTelegram } from './clean.js';
import { countCodePoints, countUtf8Bytes, isWellFormed } from './count.js';

/** The sizes of one text, and whether Telegram can take it at all. */
export interface TextMeasure {
  /** Unicode code points as given: the upper bound of what Telegram counts. */
  readonly raw: number;
  /** Unicode code points after Telegram's cleaning: the figure that is held against the limit. */
  readonly counted: number;
  /** Telegram refuses it as empty: nothing is left after cleaning, or nothing that shows. */
  readonly empty: boolean;
  /** False when it holds a lone surrogate, which cannot be written as UTF-8. */
  readonly wellFormed: boolean;
  /** Size in bytes as UTF-8; a lone surrogate counts 3. */
  readonly utf8Bytes: number;
  /** JavaScript's `length`: the unit of Telegram's entity offsets, not of its text limits. */
  readonly utf16Units: number;
}

/**
 * Measures a text as Telegram does.
 *
 * Telegram counts Unicode code points, after it has cleaned and trimmed the text; markup is not interpreted here.
 * Sources: core.telegram.org/constructor/config for the unit, tdlib's td/telegram/misc.cpp for the cleaning.
 *
 * @example measureText('Hi 👋\r\n') // { raw: 6, counted: 4, empty: false, wellFormed: true, utf8Bytes: 9, utf16Units: 7 }
 */
export function measureText(text: string): TextMeasure {
  return {
    raw: countCodePoints(text),
    counted: countCodePoints(cleanText(text)),
    empty: isEmptyForTelegram(text),
    wellFormed: isWellFormed(text),
    utf8Bytes: countUtf8Bytes(text),
    utf16Units: text.length,
  };
}
