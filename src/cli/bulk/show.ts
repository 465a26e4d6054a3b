import { buildAppearance } from '../../core/channel/appearance.js';
import { buildRequest } from '../../core/wire/build-request.js';
import type { BulkPlan } from '../../gateway/bulk/plan.js';
import { createRowPlanner } from '../../gateway/bulk/plan-rows.js';
import { type BulkRow, buildTask } from '../../gateway/bulk/row.js';
import { isInShard } from '../../gateway/bulk/shard.js';
import { createRowStates, rowState } from '../../gateway/ledger/row-states.js';
import { openRecipients } from '../../input/recipients/open-recipients.js';
import { renderBubble } from '../../render/bubble.js';
import { escapeJson, renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { openRows } from './open-rows.js';

/** `--preview`: the first rows that would be sent, as Telegram would show them. */
export async function showPreview(plan: BulkPlan, refused: readonly number[], most: number, context: CommandContext) {
  const recipients = await openRecipients(plan.input.path);
  const planner = createRowPlanner(plan, recipients.columns);
  const left = new Set(refused);
  let shown = 0;
  for await (const chunk of recipients.rows) {
    for (const row of chunk) {
      if (shown >= most) return;
      const to = planner.to(row);
      if (left.has(row.index) || !isInShard(to, plan.shard)) continue;
      shown++;
      const messages = planner.messages(row);
      if (context.global.json) {
        context.stdout.write(
          `${renderSafeJson({ type: 'preview', line: row.line, to, shows: messages.map(buildAppearance) })}\n`,
        );
        continue;
      }
      context.stdout.write(`${context.outStyle.bold(renderSafeText(to, { maxLength: 40 }))} (line ${row.line})\n`);
      for (const message of messages) {
        const options = { width: context.stdout.columns ?? 80, style: context.outStyle };
        context.stdout.write(renderBubble(buildAppearance(message), options));
      }
    }
  }
}

/**
 * `--dry-run`: the body of every request, one a line, on stdout; with `--json` the whole request as the machine-readable
 * lines of a run have it. Returns how many there are.
 */
export async function showRequests(
  plan: BulkPlan,
  refused: readonly number[],
  context: CommandContext,
): Promise<number> {
  const states = createRowStates(plan.input.rows);
  for (const row of refused) states.set(row, rowState.refused, 0);
  let requests = 0;
  const write = async (rows: readonly BulkRow[]): Promise<void> => {
    // The parts of a row go one after the other, so the first parts share requests, then the second ones.
    const most = Math.max(0, ...rows.map(({ parts }) => parts.length));
    for (let part = 0; part < most; part++) {
      const messages = rows.flatMap((row) =>
        part < row.parts.length ? [buildTask({ row, part, again: 0 }, plan.campaign)] : [],
      );
      const { method, url, headers, body } = buildRequest({
        endpoint: plan.endpoint,
        messages,
        tokenIn: plan.tokenIn,
        timeoutMs: 0,
        version: context.io.version,
      });
      requests++;
      const line = context.global.json
        ? renderSafeJson({ type: 'request', method, url, headers, body: JSON.parse(String(body)) })
        : escapeJson(String(body));
      if (!context.stdout.write(`${line}\n`)) await context.stdout.drained();
    }
  };
  let batch: BulkRow[] = [];
  for await (const chunk of openRows(plan, states)) {
    for (const row of chunk) {
      batch.push(row);
      if (batch.length < plan.pace.batch) continue;
      await write(batch);
      batch = [];
      if (context.stdout.closed) return requests;
    }
  }
  if (batch.length > 0) await write(batch);
  return requests;
}
