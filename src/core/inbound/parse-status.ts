import type { FieldReader, Fields } from './field-reader.js';
import { parseTime } from './parse-time.js';
import type { ParsedStatus } from './parsed-webhook.js';

const AT = '/messages/msg';

/** One status report: `messages.msg`, an object. CM sends its values as strings. */
export function parseStatus(report: Fields, reader: FieldReader, raw: unknown): ParsedStatus {
  const status = reader.object(report, 'status', AT);
  const code = status.get('code');
  const codeText = typeof code === 'number' ? String(code) : reader.text(status, 'code', `${AT}/status`);
  if (isPlaceholder(codeText)) reader.find('inbound/placeholder', `${AT}/status/code`, { value: codeText });
  const received = reader.text(report, 'received', AT);
  return {
    kind: 'status',
    reference: reader.text(report, 'reference', AT),
    to: { number: reader.text(report, 'to', AT), name: '' },
    received,
    sentAt: parseTime(received, `${AT}/received`, reader),
    code: /^\d{1,3}$/.test(codeText) ? Number(codeText) : null,
    codeText,
    errorCode: readCode(status, reader),
    errorDescription: reader.text(status, 'errorDescription', `${AT}/status`),
    operator: reader.text(report, 'operator', AT),
    findings: reader.findings,
    raw,
  };
}

/** `[STATUS_CODE]`: a field of the report's template that the Channels app did not know. */
export function isPlaceholder(value: string): boolean {
  return /^\[[A-Z_]+\]$/.test(value);
}

function readCode(status: Fields, reader: FieldReader): string {
  const code = status.get('errorcode');
  return typeof code === 'number' ? String(code) : reader.text(status, 'errorCode', `${AT}/status`);
}
