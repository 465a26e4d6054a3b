import type { FieldReader, Fields } from './field-reader.js';
import { parseEnvelope } from './parse-envelope.js';
import type { ParsedEvent } from './parsed-webhook.js';

/** The `event` envelope. */
export function parseEvent(fields: Fields, reader: FieldReader, raw: unknown): ParsedEvent {
  const envelope = parseEnvelope(fields, reader);
  const event = reader.object(fields, 'event');
  return {
    kind: 'event',
    ...envelope,
    event: {
      type: reader.text(event, 'type', '/event'),
      reference: reader.text(event, 'reference', '/event'),
      custom: event.get('custom'),
    },
    findings: reader.findings,
    raw,
  };
}
