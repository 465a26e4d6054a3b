import { buildMessageWebhook } from '../core/inbound/synthetic/build-message-webhook.js';
import { buildStatusWebhook } from '../core/inbound/synthetic/build-status-webhook.js';
import type { BotMessage, ShownByUser, UserMessage } from './conversation.js';

/**
 * The webhook that tells the bot of a message. `answered` is the bot's message that it answers: the one the person
 * chose, or else the last one that arrived. Which of the two CM means, nobody documents for Telegram: assumed.
 */
export function buildUserWebhook(
  message: Omit<UserMessage, 'delivery' | 'id'>,
  answered: BotMessage | undefined,
): Record<string, unknown> {
  const [shown] = message.shown;
  return buildMessageWebhook({
    chat: message.chat,
    name: message.name,
    bot: message.bot,
    ...describeShown(shown),
    reference: answered?.reference ?? '',
    context: message.replyTo === undefined ? '' : (answered?.reference ?? ''),
    groupings: answered?.groupings ?? ['', '', ''],
    sentAt: message.at,
  });
}

/** The status report for an accepted message. That CM sends any for Telegram is assumed: its page says it has none. */
export function buildReport(message: BotMessage): Record<string, unknown> {
  const failed = message.undelivered !== undefined;
  return buildStatusWebhook({
    chat: message.chat,
    reference: message.reference ?? '',
    code: failed ? 3 : 0,
    errorCode: '',
    errorDescription: failed ? 'Failed' : 'Accepted',
    receivedAt: message.at,
  });
}

function describeShown(shown: ShownByUser) {
  switch (shown.kind) {
    case 'text':
      return { text: shown.text };
    case 'location': {
      const { latitude, longitude, label } = shown;
      return { text: '', custom: { location: { latitude, longitude, label, searchQuery: '' } } };
    }
    case 'contact': {
      const [first_name = '', ...rest] = shown.name.split(' ');
      const name = { formatted_name: shown.name, first_name, last_name: rest.join(' ') };
      return { text: '', custom: { contacts: [{ name, phones: [{ phone: shown.phone, type: 'CELL' }] }] } };
    }
    default: {
      const { uri, mimeType, name } = shown.media;
      return { text: shown.caption ?? '', media: { uri, contentType: mimeType, title: name } };
    }
  }
}
