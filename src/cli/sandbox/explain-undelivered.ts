import { renderSafeText } from '../../render/safe-text.js';
import type { BotMessage } from '../../sandbox/conversation.js';

/** Why a message never arrives, as a sentence. */
export function explainUndelivered({ undelivered, bot }: Pick<BotMessage, 'undelivered' | 'bot'>): string {
  const name = renderSafeText(bot, { maxLength: 60 });
  switch (undelivered) {
    case 'chat-not-opened':
      return `it never arrives: this person has not written to the bot ${name} yet.`;
    case 'other-channel':
      return 'it does not arrive on Telegram: it names other channels.';
    case 'nothing-shown':
      return 'nothing arrives: Telegram shows nothing of it.';
    default:
      return 'it arrived.';
  }
}
