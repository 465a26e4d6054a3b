import { facts } from '../../channel/telegram.js';
import type { Check } from '../rule.js';

/** How many messages, recipients and conversation items there are. */
export const listSizes: Check = {
  payload({ messages }, report) {
    const path = ['messages', 'msg'];
    const limit = facts.messagesPerRequest.value;
    if (messages.msg.length === 0) report('envelope/empty-list', path, { key: 'msg' });
    if (messages.msg.length > limit) report('envelope/too-many-messages', path, { count: messages.msg.length, limit });
  },

  message(message, at, report) {
    const limit = facts.recipientsPerMessage.value;
    if (message.to?.length === 0) report('envelope/empty-list', [...at, 'to'], { key: 'to' });
    if (message.to !== undefined && message.to.length > limit) {
      report('envelope/too-many-recipients', [...at, 'to'], { count: message.to.length, limit });
    }
    const items = message.richContent?.conversation;
    if (items !== undefined && items.length > facts.conversationItems.value) {
      report('media/too-many-items', [...at, 'richContent', 'conversation'], {
        count: items.length,
        limit: facts.conversationItems.value,
      });
    }
  },
};
