import { FieldReader, type Fields, isObject } from './field-reader.js';
import { parseEvent } from './parse-event.js';
import { parseLegacyMessage, parseMessage } from './parse-message.js';
import { parseStatus } from './parse-status.js';
import type { ParsedWebhook, UnknownReason, UnknownWebhook } from './parsed-webhook.js';
import { readJson } from './read-json.js';

/**
 * Reads what CM calls a webhook address with. Never throws, whatever the body holds.
 *
 * The kind is told by shape alone: an object `message` (somebody wrote), else `event`, else `messages.msg` with a
 * `status` (a report), else flat `from` and `body` (the Gateway app's old form), else `unknown` with a reason. Keys are
 * case-insensitive. The channel decides nothing, because CM documents no value for Telegram.
 *
 * @param body the bytes as they came, or their text.
 */
export function parseWebhook(body: string | Uint8Array): ParsedWebhook {
  const reader = new FieldReader();
  const read = readJson(body);
  return 'reason' in read ? createUnknown(read.reason, reader, undefined) : readWebhook(read.json, reader);
}

/** The same for a body that is JSON already; what it finds stands in the reader, too. */
export function readWebhook(json: unknown, reader: FieldReader): ParsedWebhook {
  if (!isObject(json)) return createUnknown('not-an-object', reader, json);
  const fields = reader.fold(json);
  if (isObject(fields.get('message'))) return parseMessage(fields, reader, json);
  if (isObject(fields.get('event'))) return parseEvent(fields, reader, json);
  if (isObject(fields.get('messages'))) return parseReport(fields, reader, json);
  if (isLegacy(fields)) return parseLegacyMessage(fields, reader, json);
  return createUnknown('no-known-envelope', reader, json);
}

function parseReport(fields: Fields, reader: FieldReader, raw: unknown): ParsedWebhook {
  const msg = reader.fold(fields.get('messages')).get('msg');
  const reports: readonly unknown[] = Array.isArray(msg) ? msg : [msg];
  const report = reader.fold(reports[0]);
  if (report.has('status')) {
    if (reports.length > 1) reader.find('inbound/several-reports', '/messages/msg', { count: reports.length });
    return parseStatus(report, reader, raw);
  }
  return createUnknown(
    report.has('allowedchannels') || report.has('from') ? 'outgoing-payload' : 'no-known-envelope',
    reader,
    raw,
  );
}

function isLegacy(fields: Fields): boolean {
  return typeof fields.get('from') === 'string' && typeof fields.get('body') === 'string';
}

function createUnknown(reason: UnknownReason, reader: FieldReader, raw: unknown): UnknownWebhook {
  reader.find('inbound/unknown-envelope', '', { reason });
  return { kind: 'unknown', reason, findings: reader.findings, raw };
}
