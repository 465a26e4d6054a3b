import { facts } from '../../channel/telegram.js';
import { findDeletedCharacters } from '../../text/clean.js';
import { findLoneSurrogate } from '../../text/count.js';
import { measureText } from '../../text/measure.js';
import type { Check, Report } from '../rule.js';
import { type ShownText, textsOf } from './texts-of.js';

/** Length, emptiness and well-formedness of every text and caption, in Telegram's own way of counting. */
export const text: Check = {
  message(message, at, report) {
    for (const shown of textsOf(message, at)) checkText(shown, report);
  },
};

function checkText({ text: value, path, caption }: ShownText, report: Report): void {
  const measure = measureText(value);
  if (!measure.wellFormed) {
    const code = value.charCodeAt(findLoneSurrogate(value)).toString(16).toUpperCase();
    report('text/ill-formed', path, { escape: `\\u${code}` });
    return;
  }
  if (measure.empty) {
    // An empty caption is no caption.
    if (!(caption && value === '')) report('text/empty', path);
    return;
  }
  const limit = caption ? facts.captionLength.value : facts.textLength.value;
  const { raw, counted: length } = measure;
  if (length > limit) report(caption ? 'media/caption-too-long' : 'text/too-long', path, { length, limit });
  else if (raw > limit) {
    report(caption ? 'media/caption-long-before-cleaning' : 'text/long-before-cleaning', path, { raw, length, limit });
  }
  const deleted = findDeletedCharacters(value);
  if (deleted.length > 0) {
    const characters = deleted
      .map(
        ({ codePoint, count }) =>
          `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}${count > 1 ? ` (${count} times)` : ''}`,
      )
      .join(', ');
    report('text/deleted-characters', path, { characters });
  }
}
