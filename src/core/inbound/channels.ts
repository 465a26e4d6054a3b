import { facts } from '../channel/telegram.js';

/**
 * Values of `channel` that CM documents, from its inbound page and the pages of the channels. Telegram's is not among
 * them, so an unknown value may well be Telegram's.
 */
const documentedChannels: readonly string[] = [
  'WhatsApp',
  'SMS',
  'Apple Messages for Business',
  'Apple Business Chat',
  'RCS',
  'Viber',
  'Twitter',
  'Facebook Messenger',
  'Instagram',
  'Google Business Messages',
];

const known = new Set(documentedChannels.map((channel) => channel.toLowerCase()));

/** Whether CM documents the value for one of its other channels. */
export function isDocumentedChannel(channel: string): boolean {
  return known.has(channel.trim().toLowerCase());
}

/** `telegram`: begins like the name of outgoing messages. `other`: documented for another channel. */
export function judgeChannel(channel: string): 'telegram' | 'other' | 'new' {
  if (isDocumentedChannel(channel)) return 'other';
  const name = channel.trim().toLowerCase();
  const [word = ''] = facts.channelName.value.toLowerCase().split(' ', 1);
  return name.startsWith(word) ? 'telegram' : 'new';
}
