import type { Check } from '../rule.js';
import { textsOf } from './texts-of.js';

/** Signs of Markdown or HTML around words: CM documents no formatting, so they may be shown as they are. */
const markup =
  /<\/?(?:b|i|u|s|strong|em|code|pre|a|tg-spoiler|blockquote)(?:\s[^<>]{0,200})?>|(?<![\w*])\*\*?[^\s*][^*\n]{0,80}?\*\*?(?![\w*])|(?<!\w)__?[^\s_][^_\n]{0,80}?__?(?!\w)|```|(?<!`)`[^`\n]{1,80}`(?!`)|\[[^\]\n]{1,80}\]\(https?:\/\/[^)\s]{1,200}\)/;

/** File endings that are also top-level domains in Telegram's list (tdlib, MessageEntity.cpp). */
const fileName = /(?<![\w./@:-])([\w-]{1,60}\.(md|zip|sh|py|rs|mov|app|pl|cc|ps|ai|so))(?![\w.-]*[\w/])/i;

/** The end of such a name: what is found fast, because few texts have it. */
const fileNameEnd = /\.(?:md|zip|sh|py|rs|mov|app|pl|cc|ps|ai|so)(?![\w.-]*[\w/])/i;

/** What the reader may see otherwise than the writer thought. */
export const textAppearance: Check = {
  message(message, at, report) {
    for (const { text, steps } of textsOf(message)) {
      const found = /[*_`<[]/.test(text) ? markup.exec(text)?.[0] : undefined;
      if (found !== undefined)
        report('text/markup', [...at, ...steps], { markup: found.length > 24 ? `${found.slice(0, 24)}…` : found });
      const name = fileNameEnd.test(text) ? fileName.exec(text) : null;
      if (name === null) continue;
      report('text/file-name-link', [...at, ...steps], { name: name[1] ?? '', ending: name[2] ?? '' });
    }
  },
};
