import { renderReplayed } from '../../render/replay.js';
import { renderSafeJson } from '../../render/safe-text.js';
import { buildForwardHeaders } from '../../webhook/forward-headers.js';
import { postWebhook, type TargetAnswer } from '../../webhook/post-webhook.js';
import type { CommandContext } from '../context.js';
import { exitCodes, worstExitCode } from '../exit-codes.js';
import type { Entry } from '../journal/entries.js';
import { listMissing, sayTally, type Tally } from '../journal/tally.js';
import { writeOut } from '../webhook/write-out.js';
import { type RecordedAnswer, readRecordedAnswers } from './recorded-answers.js';

export interface ReplayPlan {
  readonly entries: AsyncIterable<Entry>;
  /** The journals that may hold recorded answers. */
  readonly files: readonly string[];
  /** What reading `entries` turns up: an id that was asked for and is not there is an error. */
  readonly tally: Tally;
  readonly target: string;
  readonly compare: 'body' | 'status' | 'none';
  readonly speed: number;
  readonly timeoutMs: number;
}

interface Totals {
  sent: number;
  differ: number;
  failed: number;
  missing: number;
}

/** Beyond so many the JSON document counts instead of listing. */
const MOST_LISTED = 10_000;

/** Posts webhooks again, one after the other, and compares the answers. Exit 1 when any differs or an id is not there. */
export async function replayAll(plan: ReplayPlan, context: CommandContext): Promise<number> {
  const { io, global } = context;
  const http = await io.createHttp();
  const findAnswer = await readRecordedAnswers(plan.compare === 'none' ? [] : plan.files);
  const listed: Record<string, unknown>[] = [];
  const totals: Totals = { sent: 0, differ: 0, failed: 0, missing: 0 };
  const wait = createPace(plan.speed, context);

  for await (const { webhook, parsed } of plan.entries) {
    if (!(await wait(Date.parse(webhook.receivedAt)))) break;
    const answer = await postWebhook(plan.target, buildForwardHeaders(webhook.headers), webhook.bytes, {
      http,
      now: io.clock.now,
      timeoutMs: plan.timeoutMs,
      signal: io.interrupted,
    });
    const recorded = findAnswer(webhook.id, plan.target);
    const differs = recorded === undefined ? null : differ(answer, recorded, plan.compare);
    totals.sent++;
    if (answer.status === null) totals.failed++;
    if (differs === true) totals.differ++;
    const shown = {
      id: webhook.id,
      receivedAt: webhook.receivedAt,
      kind: parsed.kind,
      answer,
      recorded: recorded ?? null,
      differs,
    };
    if (!global.json) await writeOut(context, renderReplayed(shown, context.outStyle));
    else if (listed.length < MOST_LISTED) listed.push(toJson(shown));
    if (totals.failed === totals.sent && answer.status === null) break;
  }
  const missing = listMissing(plan.tally);
  totals.missing = missing.length;
  report(plan, listed, totals, missing, context);
  return judge(totals, context);
}

/** Waits as long as the webhooks were apart; false when the run was interrupted. */
function createPace(speed: number, { io }: CommandContext): (receivedAt: number) => Promise<boolean> {
  let previous: number | undefined;
  return async (receivedAt) => {
    const pause = previous === undefined ? 0 : (receivedAt - previous) / speed;
    previous = receivedAt;
    if (pause > 0) await io.clock.sleep(pause, io.interrupted).catch(() => {});
    return !io.interrupted.aborted;
  };
}

function differ(answer: TargetAnswer, recorded: RecordedAnswer, compare: ReplayPlan['compare']): boolean {
  return answer.status !== recorded.status || (compare === 'body' && answer.sha256 !== recorded.sha256);
}

function toJson({
  answer,
  ...shown
}: { readonly answer: TargetAnswer } & Record<string, unknown>): Record<string, unknown> {
  const { status, ms, error, sha256 } = answer;
  return { ...shown, status, ms: Math.round(ms), sha256, error };
}

function report(
  { target, tally }: ReplayPlan,
  listed: readonly Record<string, unknown>[],
  totals: Totals,
  missing: readonly string[],
  context: CommandContext,
): void {
  if (context.global.json) {
    context.stdout.write(
      `${renderSafeJson({ version: 1, command: 'replay', to: target, webhooks: listed, missing, totals })}\n`,
    );
  }
  sayTally(tally, context);
  if (!context.global.json && totals.sent === 0 && missing.length === 0)
    context.note('No webhook in the journal is like that: nothing was sent.');
}

function judge({ differ, failed, missing }: Totals, { io }: CommandContext): number {
  if (io.interrupted.aborted) return exitCodes[io.interrupted.reason === 'SIGTERM' ? 'terminated' : 'interrupted'].code;
  return worstExitCode([
    ...(failed > 0 ? (['unreachable'] as const) : []),
    ...(differ > 0 || missing > 0 ? (['findings'] as const) : []),
  ]);
}
