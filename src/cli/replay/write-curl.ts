import { buildWebhookCurl } from '../../core/inbound/build-webhook-curl.js';
import { buildForwardHeaders } from '../../webhook/forward-headers.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { listMissing, sayTally } from '../journal/tally.js';
import { writeOut } from '../webhook/write-out.js';
import type { ReplayPlan } from './replay-all.js';

/** `--as-curl`: the webhooks as commands for any POSIX shell, instead of posting them. */
export async function writeCurl(
  { entries, tally, target }: Pick<ReplayPlan, 'entries' | 'tally' | 'target'>,
  context: CommandContext,
): Promise<number> {
  let count = 0;
  for await (const { webhook } of entries) {
    if (context.stdout.closed || context.io.interrupted.aborted) break;
    count++;
    await writeOut(context, `${buildWebhookCurl(target, buildForwardHeaders(webhook.headers), webhook.bytes)}\n`);
  }
  sayTally(tally, context);
  if (listMissing(tally).length > 0) return exitCodes.findings.code;
  if (count === 0) context.note('No webhook in the journal is like that.');
  return exitCodes.ok.code;
}
