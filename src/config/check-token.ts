import { hasBotToken } from '../core/channel/bot-token.js';
import { CmtgError } from '../core/errors.js';
import { formatOrigin } from './config-error.js';
import type { ConfigOrigin, ConfigWarning } from './settings.js';

/** "Must always include hyphens." Source: CM's integration page. */
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * The token without the white space around it. Throws CmtgError `token-empty`, `token-is-bot-token`, `token-invalid`;
 * none repeats the token.
 */
export function checkToken(given: string, origin: ConfigOrigin): string {
  const token = given.trim();
  const where = formatOrigin(origin);
  if (token === '') {
    throw new CmtgError(`The product token is empty (${where}).`, { code: 'token-empty', category: 'config' });
  }
  if (hasBotToken(token)) {
    throw new CmtgError(`The product token is a Telegram bot token (${where}).`, {
      code: 'token-is-bot-token',
      category: 'config',
      hint: 'CM’s product token stands in CM’s Channels app. Renew the bot token with BotFather’s /token if others saw it.',
    });
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new CmtgError(`The product token holds spaces, line ends or characters no header may carry (${where}).`, {
      code: 'token-invalid',
      category: 'config',
      hint: 'The file or the program must give the token alone, on one line.',
    });
  }
  return token;
}

/** CM documents the shape, yet refuses a wrong token itself: another shape is only a warning. */
export function warnAboutShape(token: string, origin: ConfigOrigin): readonly ConfigWarning[] {
  if (GUID.test(token)) {
    return [];
  }
  const message = `The product token (${formatOrigin(origin)}) is not a GUID with hyphens, as CM’s tokens are.`;
  return [{ code: 'token-shape', message }];
}
