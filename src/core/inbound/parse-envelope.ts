import { facts } from '../channel/telegram.js';
import type { FieldReader, Fields } from './field-reader.js';
import { parseTime } from './parse-time.js';
import type { InboundParty, ParsedEvent } from './parsed-webhook.js';

type Envelope = Pick<ParsedEvent, 'reference' | 'context' | 'from' | 'to' | 'channel' | 'sentAt'>;

/** What messages and events have in common. */
export function parseEnvelope(fields: Fields, reader: FieldReader): Envelope {
  const channel = reader.text(fields, 'channel');
  if (channel !== '' && !isTelegram(channel)) reader.find('inbound/other-channel', '/channel', { channel });
  return {
    reference: reader.text(fields, 'reference'),
    context: reader.text(fields, 'messageContext'),
    from: parseParty(fields, 'from', reader),
    to: parseParty(fields, 'to', reader),
    channel,
    sentAt: parseTime(reader.text(fields, 'timeUtc'), '/timeUtc', reader),
  };
}

function parseParty(fields: Fields, key: 'from' | 'to', reader: FieldReader): InboundParty {
  const party = reader.object(fields, key);
  return { number: reader.text(party, 'number', `/${key}`), name: reader.text(party, 'name', `/${key}`) };
}

/** Any spelling that begins like the name of outgoing messages: CM documents none for incoming ones. */
function isTelegram(channel: string): boolean {
  const [word = ''] = facts.channelName.value.split(' ', 1);
  return channel.trim().toLowerCase().startsWith(word.toLowerCase());
}
