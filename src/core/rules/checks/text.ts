import { facts } from '../../channel/telegram.js';
import type { Path } from '../../diagnostics/diagnostic.js';
import { cleanText, findDeletedCharacters, isEmptyForTelegram } from '../../text/clean.js';
import { countCodePoints, findLoneSurrogate, isWellFormed } from '../../text/count.js';
import type { Check, Report } from '../rule.js';
import { type ShownText, textsOf } from './texts-of.js';

/** Length, emptiness and well-formedness of every text and caption, in Telegram's own way of counting. */
export const text: Check = {
  message(message, at, report) {
    for (const shown of textsOf(message)) checkText(shown, at, report);
  },
};

function checkText({ text: value, steps, caption }: ShownText, at: Path, report: Report): void {
  if (!isWellFormed(value)) {
    const path = [...at, ...steps];
    const code = value.charCodeAt(findLoneSurrogate(value)).toString(16).toUpperCase();
    report('text/ill-formed', path, { escape: `\\u${code}` });
    return;
  }
  if (isEmptyForTelegram(value)) {
    // An empty caption is no caption.
    if (!(caption && value === '')) report('text/empty', [...at, ...steps]);
    return;
  }
  const limit = caption ? facts.captionLength.value : facts.textLength.value;
  // No text has more code points than UTF-16 units, so most are short enough at a glance.
  if (value.length > limit) checkLength(value, caption, limit, [...at, ...steps], report);
  if (!mayBeDeleted.test(value)) return;
  const deleted = findDeletedCharacters(value);
  if (deleted.length > 0) {
    const characters = deleted
      .map(
        ({ codePoint, count }) =>
          `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}${count > 1 ? ` (${count} times)` : ''}`,
      )
      .join(', ');
    report('text/deleted-characters', [...at, ...steps], { characters });
  }
}

function checkLength(value: string, caption: boolean, limit: number, path: Path, report: Report): void {
  const raw = countCodePoints(value);
  const length = countCodePoints(cleanText(value));
  if (length > limit) report(caption ? 'media/caption-too-long' : 'text/too-long', path, { length, limit });
  else if (raw > limit) {
    report(caption ? 'media/caption-long-before-cleaning' : 'text/long-before-cleaning', path, { raw, length, limit });
  }
}

/** Finds fast what `findDeletedCharacters` then counts; all of it lies above Latin-1. */
const mayBeDeleted = /[\u030a\u0333\u033f\u2028-\u202e]/;
