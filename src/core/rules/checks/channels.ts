import { facts } from '../../channel/telegram.js';
import type { Check } from '../rule.js';

const name = facts.channelName.value;

/** Whether the message is meant for Telegram, and for Telegram alone. */
export const channels: Check = {
  message({ allowedChannels }, at, report) {
    if (allowedChannels === undefined) {
      report('channel/missing', at);
      return;
    }
    // As nearly every message has it.
    if (allowedChannels.length === 1 && allowedChannels[0] === name) return;
    const path = [...at, 'allowedChannels'];
    if (allowedChannels.length === 0) {
      report('envelope/empty-list', path, { key: 'allowedChannels' });
      return;
    }
    allowedChannels.forEach((channel, index) => {
      // CM's own Postman collection has " SMS"; nobody documents that blanks are dropped.
      if (channel === channel.trim() || meansTelegram(channel)) return;
      report('channel/misspelt', [...path, index], { value: channel, name: channel.trim() });
    });
    const misspelt = allowedChannels.findIndex((channel) => channel !== name && meansTelegram(channel));
    if (misspelt >= 0 && !allowedChannels.includes(name)) {
      report('channel/misspelt', [...path, misspelt], { value: allowedChannels[misspelt] ?? '', name });
    } else if (!allowedChannels.includes(name)) {
      report('channel/not-telegram', path, { name });
      return;
    }
    const others = allowedChannels.filter((channel) => channel !== name && !meansTelegram(channel));
    if (others.length > 0) report('channel/other-channels', path, { channels: others.map((c) => c.trim()).join(', ') });
  },
};

/** `Telegram`, ` telegram messenger ` and their like: CM's .NET SDK is known to send the first. */
export function meansTelegram(channel: string): boolean {
  return /^\s*telegram[\s_-]*(?:messenger|messanger)?\s*$/i.test(channel);
}
