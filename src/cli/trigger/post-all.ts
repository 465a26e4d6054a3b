import type { SyntheticWebhook } from '../../core/inbound/synthetic/create-webhook.js';
import { renderSafeJson } from '../../render/safe-text.js';
import { renderTriggered } from '../../render/trigger.js';
import { postWebhook } from '../../webhook/post-webhook.js';
import type { CommandContext } from '../context.js';
import { exitCodes, worstExitCode } from '../exit-codes.js';
import { writeOut } from '../webhook/write-out.js';
import type { TriggerPlan } from './trigger-plan.js';

export interface PostPlan extends Pick<TriggerPlan, 'perSecond' | 'timeoutMs'> {
  readonly target: string;
}

/** Beyond so many webhooks the JSON document counts instead of listing: it must fit into memory. */
const MOST_LISTED = 10_000;

/** Posts one webhook after the other. Exit 1 when any is not answered 200, as CM wants it; 5 when nobody is there. */
export async function postAll(
  webhooks: Iterable<SyntheticWebhook>,
  { target, perSecond, timeoutMs }: PostPlan,
  context: CommandContext,
): Promise<number> {
  const { io, stdout, global } = context;
  const http = await io.createHttp();
  const listed: Record<string, unknown>[] = [];
  const totals: Totals = { posted: 0, ok: 0, refused: 0, unreachable: 0 };
  const start = io.clock.now();
  for (const { kind, standing, contentType, body } of webhooks) {
    if (!(await pause(start + (totals.posted * 1000) / perSecond, context))) break;
    const headers = { 'content-type': contentType, accept: '*/*', 'user-agent': `cmtg/${io.version}` };
    const answer = await postWebhook(target, headers, Buffer.from(body), {
      http,
      now: io.clock.now,
      timeoutMs,
      signal: io.interrupted,
    });
    count(answer.status, totals);
    if (!global.json) await writeOut(context, renderTriggered({ kind, standing, ...answer }, context.outStyle));
    else if (listed.length < MOST_LISTED) {
      listed.push({ kind, standing, status: answer.status, ms: Math.round(answer.ms), error: answer.error });
    }
    // Nobody is there: the next thousand would fail in the same way.
    if (totals.unreachable === totals.posted) break;
  }
  if (global.json) {
    stdout.write(`${renderSafeJson({ version: 1, command: 'trigger', to: target, webhooks: listed, totals })}\n`);
  }
  return judge(totals, context);
}

interface Totals {
  posted: number;
  ok: number;
  refused: number;
  unreachable: number;
}

function count(status: number | null, totals: Totals): void {
  totals.posted++;
  if (status === 200) totals.ok++;
  else if (status === null) totals.unreachable++;
  else totals.refused++;
}

function judge({ unreachable, refused }: Totals, { io }: CommandContext): number {
  if (io.interrupted.aborted) return exitCodes[io.interrupted.reason === 'SIGTERM' ? 'terminated' : 'interrupted'].code;
  return worstExitCode([
    ...(unreachable > 0 ? (['unreachable'] as const) : []),
    ...(refused > 0 ? (['findings'] as const) : []),
  ]);
}

/** Waits until `time`; false when the run was interrupted. */
async function pause(time: number, { io }: CommandContext): Promise<boolean> {
  const wait = time - io.clock.now();
  if (wait > 0) await io.clock.sleep(wait, io.interrupted).catch(() => {});
  return !io.interrupted.aborted;
}
