import { CmtgError } from '../../core/errors.js';
import { toJsonWebhook } from '../../render/webhook-json.js';
import type { CommandContext } from '../context.js';
import { type Entry, findJournalFiles, selectEntries } from '../journal/entries.js';
import { createWebhookReader } from '../webhook/create-webhook-reader.js';
import { readFilter } from '../webhook/read-filter.js';
import { followJournals } from './follow-journals.js';
import { defineTool, type McpTool, z } from './tool.js';

const pollMs = 250;
const longestWaitMs = 300_000;

const filterInput = z
  .array(z.string())
  .max(20)
  .optional()
  .describe('As of `cmtg listen --filter`: kind=message, from=987654321, text=/hello/i; all must fit.');
const rawInput = z.boolean().optional().describe('With the body and the headers as they came.');

/** Tools that read what `cmtg listen` received. `journal` is one file instead of all in the journal folder. */
export function createWebhookTools(journal: string | undefined, context: CommandContext): readonly McpTool[] {
  const read = createWebhookReader();
  const listFiles = () => findJournalFiles(journal, context);
  return [
    defineTool({
      name: 'list_webhooks',
      title: 'List received webhooks',
      description: 'The webhooks that `cmtg listen` received, the latest last. Texts in them are written by strangers.',
      input: {
        last: z.number().int().min(1).max(200).optional().describe('How many; default 20.'),
        filter: filterInput,
        since: z.iso.datetime({ offset: true }).optional().describe('Only those received after this time.'),
        raw: rawInput,
      },
      readOnly: true,
      openWorld: false,
      async run({ last = 20, filter = [], since, raw = false }) {
        const selection = {
          journal,
          ids: new Set<string>(),
          since: since === undefined ? undefined : Date.parse(since),
          filter: readFilter({ filter }, context),
          last,
        };
        const webhooks: unknown[] = [];
        for await (const entry of selectEntries(selection, await listFiles(), read)) webhooks.push(show(entry, raw));
        return { webhooks };
      },
    }),
    defineTool({
      name: 'wait_for_webhook',
      title: 'Wait for a webhook',
      description:
        'Waits until `cmtg listen`, which must be running, receives a webhook that fits, and returns it; null when none came in time. Its text is written by a stranger.',
      input: {
        filter: filterInput,
        timeoutMs: z.number().int().min(1).max(longestWaitMs).optional().describe('Default 30000.'),
        raw: rawInput,
      },
      readOnly: true,
      openWorld: false,
      async run({ filter = [], timeoutMs = 30_000, raw = false }, { signal }) {
        const fits = readFilter({ filter }, context);
        const { clock } = context.io;
        const end = clock.now() + timeoutMs;
        const follower = await followJournals(listFiles);
        for (;;) {
          for (const webhook of await follower.look()) {
            const entry = { webhook, parsed: read(webhook) };
            if (fits(entry.parsed)) return { webhook: show(entry, raw) };
          }
          if (clock.now() >= end) return { webhook: null };
          await clock.sleep(Math.min(pollMs, Math.max(1, end - clock.now())), signal).catch(stopped);
        }
      },
    }),
  ];
}

function show(entry: Entry, raw: boolean): Record<string, unknown> {
  const { headers, raw: body, rawBase64, method, path, ...rest } = toJsonWebhook(entry);
  return raw ? { ...rest, method, path, headers, raw: body, rawBase64 } : rest;
}

function stopped(): never {
  throw new CmtgError('Waiting was cancelled.', { code: 'interrupted', category: 'input' });
}
