import { facts } from '../../core/channel/telegram.js';
import { measureText } from '../../core/text/measure.js';
import type { Part } from '../source.js';
import type { TextUse } from '../view-model.js';

/** How much of Telegram's limits the texts of a message use, in the order in which they are shown. */
export function measureParts(parts: readonly Part[]): readonly TextUse[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [measure('Text', part.text, facts.textLength.value)];
    if (part.kind !== 'media' || part.caption === '') return [];
    return [measure('Caption', part.caption, facts.captionLength.value)];
  });
}

function measure(label: string, text: string, limit: number): TextUse {
  const { counted, raw } = measureText(text);
  return { label, used: counted, raw, limit };
}
