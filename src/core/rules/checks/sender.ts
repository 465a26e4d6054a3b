import { hasBotToken } from '../../channel/bot-token.js';
import type { Check } from '../rule.js';
import { isPlaceholder } from './placeholder.js';

/** The bot ID in `from`. Its form is not documented, so only what cannot be one weighs more than advice. */
export const sender: Check = {
  message({ from }, at, report) {
    if (from === undefined || isPlaceholder(from) || hasBotToken(from)) return;
    // A number is all right, and no path is built for it.
    if (/^\d+$/.test(from)) return;
    const path = [...at, 'from'];
    if (from.trim() === '') report('sender/empty', path);
    else if (from.startsWith('@')) report('sender/username', path, { value: from });
    else report('sender/not-numeric', path, { value: from });
  },
};
