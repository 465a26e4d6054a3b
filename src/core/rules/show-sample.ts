import type { Sample } from './examples/rule-example.js';
import { media } from './examples/samples.js';

/** An example as a page or a terminal shows it. */
export interface ShownSample {
  /** Something that the text alone does not say, as a sentence. */
  readonly note?: string;
  readonly language?: 'json' | 'jsonl' | 'csv' | 'text';
  /** Long values are cut in the middle, so that a page stays readable. */
  readonly text?: string;
}

/** Makes an example presentable. */
export function showSample(sample: Sample): ShownSample {
  switch (sample.form) {
    case 'json':
    case 'config':
      return { language: 'json', text: shorten(sample.text) };
    case 'generated':
      return { note: `A document that holds ${sample.holds}.` };
    case 'bytes':
      return {
        note: 'Bytes beyond ASCII are shown as \\x and two digits.',
        language: 'text',
        text: sample.latin1.replace(/[^\x20-\x7e\n]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).toUpperCase()}`),
      };
    case 'probe': {
      const { mediaName, mediaUri, mimeType } = sample.media;
      const payload = media({ mediaName, mediaUri, mimeType });
      return {
        note: `The server: ${sample.server.replace(/\.$/, '')}.`,
        ...(payload.form === 'json' ? { language: 'json', text: payload.text } : {}),
      };
    }
    case 'rows':
      return {
        note: `\`cmtg send --recipients file.${sample.file}${(sample.flags ?? []).map((flag) => ` ${flag}`).join('')} "${sample.template}"\`, where the file holds:`,
        language: sample.file,
        text: shorten(sample.text),
      };
  }
}

const LONGEST = 160;

function shorten(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const characters = [...line];
      if (characters.length <= LONGEST) return line;
      const start = characters.slice(0, 72).join('');
      const end = characters.slice(-24).join('');
      return `${start} … ${characters.length - 96} more characters … ${end}`;
    })
    .join('\n')
    .replace(/[\ufeff\u200b]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
