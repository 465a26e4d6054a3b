import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import { createBodyRedactor } from '../../core/inbound/redact-webhook.js';
import { escapeJson } from '../../render/safe-text.js';
import { buildLine } from '../../webhook/journal/line.js';
import { buildReceivedWebhook, type WebhookParts } from '../../webhook/received-webhook.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag, readString } from '../option-values.js';
import { createWebhookReader } from '../webhook/create-webhook-reader.js';
import { openJournalFiles, selectEntries } from './entries.js';
import { readSelection } from './read-selection.js';
import { createRedactor } from './redact-parts.js';
import { createTally, listMissing, sayTally } from './tally.js';

/** `cmtg journal export`: webhooks as a journal that `replay` reads, with `--redact` without people. */
export const runJournalExport: CommandRun = async (input, context) => {
  const selection = readSelection(input, context);
  const files = await openJournalFiles(selection.journal, context);
  const redact = readFlag(input.options, 'redact')
    ? createRedactor(createBodyRedactor())
    : (parts: WebhookParts) => parts;
  const output = await openOutput(readString(input.options, 'output'), context);
  const tally = createTally(selection.ids);
  let count = 0;
  try {
    for await (const { webhook } of selectEntries(selection, files, createWebhookReader(), tally)) {
      if (context.io.interrupted.aborted) break;
      count++;
      const { id, receivedAt, method, path, headers, bytes, duplicateOf } = webhook;
      const parts = { id, receivedAt, method, path, rawHeaders: headers.flat(), body: bytes, duplicateOf, seq: count };
      await output.write(`${buildLine(buildReceivedWebhook(redact(parts)), count)}\n`);
    }
  } finally {
    await output.close();
  }
  context.note(`${count} webhook${count === 1 ? '' : 's'} exported.`);
  sayTally(tally, context);
  return listMissing(tally).length > 0 ? exitCodes.findings.code : exitCodes.ok.code;
};

interface ExportOutput {
  readonly write: (line: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A new file for its owner alone, or stdout. A terminal gets escapes: they would break the checksum in a file. */
async function openOutput(file: string | undefined, { io, stdout }: CommandContext): Promise<ExportOutput> {
  if (file === undefined) {
    return {
      write: async (line) => {
        if (!stdout.write(stdout.isTTY ? escapeJson(line) : line)) await stdout.drained();
      },
      close: async () => {},
    };
  }
  const path = resolve(io.cwd, file);
  const handle = await open(path, 'wx', 0o600).catch((cause) => {
    const exists = cause.code === 'EEXIST';
    throw new CmtgError(exists ? `${path} exists already.` : `${path} cannot be written (${cause.code}).`, {
      code: exists ? 'output-exists' : 'output-unwritable',
      category: 'input',
      hint: exists ? 'Name a new file: an export overwrites nothing.' : undefined,
      cause,
    });
  });
  return {
    write: async (line) => {
      await handle.write(line);
    },
    close: () => handle.close(),
  };
}
