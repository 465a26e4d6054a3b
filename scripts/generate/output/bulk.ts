import { z } from 'zod';
import send from '../../../schema/send.schema.json' with { type: 'json' };
import { mediaKinds } from '../../../src/core/channel/media-kind.js';
import type { JsonSchema } from '../../../src/core/schema/json-schema.js';
import { convertSchema, count, failure, severity, time } from './convert.js';

const command = z.enum(['send', 'send-media']);
const text = z.string();
const campaign = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({ description: 'Names the run; the same after a resume.' });
const pace = z.strictObject({
  rate: z.number().nullable().meta({ description: 'Telegram messages a second; null for no limit.' }),
  batch: count.meta({ description: 'Messages in one request.' }),
  concurrency: count.meta({ description: 'Requests at the same time.' }),
  window: count.meta({ description: 'Messages that may be under way at once.' }),
});
const totals = z.strictObject({
  rows: count,
  accepted: count,
  rejected: count,
  unknown: count,
  notSent: count,
  invalid: count.meta({ description: 'Rows with errors, left out.' }),
});
const place = z.number().int().min(1).nullable();
const reason = z.enum(send.$defs.message.properties.reason.enum as [string, ...string[]]);

const finding = z.strictObject({
  type: z.literal('finding'),
  file: text.nullable(),
  rows: count.meta({ description: 'How many rows have it; the rest of the line is about the first.' }),
  ruleId: text,
  severity,
  message: text,
  path: text.meta({ description: 'JSON pointer into the message of the row.' }),
  line: place,
  column: place,
  endLine: place,
  endColumn: place,
  help: text,
  docs: text,
  origin: text.optional().meta({ description: 'The flag or setting the value came from.' }),
});

const media = z.strictObject({ name: text, uri: text, mimeType: text });
const shown = z.union([
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({
    kind: z.enum(Object.keys(mediaKinds) as [string, ...string[]]),
    media,
    caption: text.optional(),
    lostCaption: text.optional(),
  }),
]);
const preview = z
  .strictObject({
    type: z.literal('preview'),
    line: z.number().int(),
    to: text,
    shows: z.array(z.array(shown)).meta({ description: 'For every message to CM, what Telegram shows.' }),
  })
  .meta({ description: 'With --preview.' });

/** What run a line is about. */
const run = {
  version: z.literal(1),
  command,
  ledger: text,
  campaign,
  endpoint: text,
};

const request = z
  .strictObject({
    type: z.literal('request'),
    method: z.literal('POST'),
    url: text,
    headers: z.record(z.string(), text),
    body: z.looseObject({}).meta({ description: 'See payload.schema.json.' }),
  })
  .meta({ description: 'With --dry-run: what would be posted. Without the product token.' });

const start = z.strictObject({
  type: z.literal('start'),
  ...run,
  rows: count,
  messages: count,
  invalid: count,
  pace,
});

const resume = z
  .strictObject({
    type: z.literal('resume'),
    ...run,
    rows: count,
    totals: z.strictObject({ accepted: count, rejected: count, unknown: count }),
    pace,
  })
  .meta({ description: 'Instead of start, from cmtg bulk resume.' });

const batch = z
  .strictObject({
    type: z.literal('batch'),
    at: time,
    batch: count.meta({ description: 'Number of the request.' }),
    messages: count,
    accepted: count,
    rejected: count,
    unknown: count,
    notSent: count,
    again: z.boolean().meta({ description: 'The messages may have been sent before.' }),
    httpStatus: z.number().int().nullable(),
    errorCode: z.number().int().nullable(),
    reason: reason.nullable(),
    details: text.nullable(),
    durationMs: z.number(),
  })
  .meta({ description: 'One request whose outcome is durable.' });

const summary = z
  .strictObject({
    type: z.literal('summary'),
    ...run,
    outcome: z.enum(['finished', 'stopped', 'interrupted']),
    requests: count,
    totals,
    inputChanged: z.literal(true).optional().meta({ description: 'The file of recipients changed during the run.' }),
    error: z.strictObject({ code: text, message: text, hint: text.nullable() }).optional(),
  })
  .meta({ description: 'The last line.' });

const invalid = z
  .strictObject({
    type: z.literal('summary'),
    version: z.literal(1),
    outcome: z.literal('invalid'),
    totals,
    rules: z.array(z.strictObject({ ruleId: text, severity, count })),
  })
  .meta({ description: 'The last line when rows with errors forbade the run.' });

const watched = totals.extend({
  underWay: count.meta({ description: 'Rows in requests that a living run waits for.' }),
});

const ledger = z.strictObject({
  ledger: text,
  campaign,
  command,
  input: text.meta({ description: 'File of recipients.' }),
  startedAt: time,
  lastAt: time,
  running: z
    .strictObject({ pid: count, host: text })
    .nullable()
    .meta({ description: 'The process that runs over it now.' }),
  ended: text.nullable().meta({ description: 'Why the last run ended; null while it runs, or was cut off.' }),
  runs: count,
  resent: count.meta({ description: 'Messages that were sent again.' }),
  torn: z.boolean().meta({ description: 'The last record was cut by a crash.' }),
  rate: z.number().meta({ description: 'Rows a second while something happened.' }),
  shard: z.strictObject({ index: count, of: count }).optional(),
  totals: watched,
  errorCodes: z.record(z.string(), count).meta({ description: 'CM’s error codes with how often each came.' }),
});

const status = z.strictObject({
  version: z.literal(1),
  ledgers: z.array(ledger),
  totals: watched,
  unknown: z
    .array(
      z.strictObject({
        ledger: text,
        line: z.number().int(),
        to: text,
        reference: text.nullable().meta({ description: 'Null when the file that it stood in is gone or changed.' }),
      }),
    )
    .meta({ description: 'Every row of unknown outcome.' }),
});

/** What bulk runs print, and what is told about them. */
export function buildBulkSchemas(): readonly (readonly [name: string, schema: JsonSchema])[] {
  const line = z.union([finding, preview, request, start, resume, batch, summary, invalid, failure]);
  return [
    ['bulk', convertSchema('bulk', 'One line of cmtg send --recipients --json and cmtg bulk resume --json', line)],
    ['bulk-status', convertSchema('bulk-status', 'Output of cmtg bulk status --json', z.union([status, failure]))],
  ];
}
