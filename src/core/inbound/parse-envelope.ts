import { judgeChannel } from './channels.js';
import type { FieldReader, Fields } from './field-reader.js';
import { parseTime } from './parse-time.js';
import type { InboundParty, ParsedEvent } from './parsed-webhook.js';

type Envelope = Pick<ParsedEvent, 'reference' | 'context' | 'from' | 'to' | 'channel' | 'sentAt'>;

/** What messages and events have in common. */
export function parseEnvelope(fields: Fields, reader: FieldReader): Envelope {
  const channel = reader.text(fields, 'channel');
  const judged = channel === '' ? 'telegram' : judgeChannel(channel);
  if (judged === 'other') reader.find('inbound/other-channel', '/channel', { channel });
  if (judged === 'new') reader.find('inbound/new-channel', '/channel', { channel });
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
