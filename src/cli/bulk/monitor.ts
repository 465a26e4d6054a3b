import type { BatchReport } from '../../gateway/bulk/options.js';
import type { RowStates } from '../../gateway/ledger/row-states.js';
import type { GatewayEvent } from '../../gateway/run.js';
import { type BulkFigures, renderBulkProgress } from '../../render/bulk-progress.js';
import { describeFailedRequest } from '../../render/bulk-summary.js';
import { createSpinner } from '../../render/progress.js';
import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';

/** Shows how a run goes: a bar on a terminal, a line now and then without one, NDJSON for programs. */
export interface Monitor {
  readonly onBatch: (report: BatchReport) => void;
  readonly onWait: (event: GatewayEvent) => void;
  /** Somebody asked the run to stop, which takes as long as the requests that are under way. */
  readonly onStop: () => void;
  /** What went wrong with requests, in words, and with how many. */
  readonly failures: ReadonlyMap<string, number>;
  readonly stop: () => void;
}

const lineEveryMs = 10_000;
/** The rate is that of the last so many milliseconds. */
const spanMs = 15_000;

export function createMonitor(total: number, states: RowStates, context: CommandContext): Monitor {
  const { io, global, errStyle } = context;
  const spinner = createSpinner('Sending …', {
    stream: context.stderr.stream,
    isTTY: context.stderr.isTTY,
    env: io.env,
    wanted: !global.json && !global.quiet && !global.debug,
  });
  const failures = new Map<string, number>();
  const start = io.clock.now();
  let saidAt = start;
  let marks: { at: number; done: number }[] = [{ at: start, done: settled(states) }];

  const rateAt = (now: number): number => {
    const done = settled(states);
    marks = [...marks.filter(({ at }) => at > now - spanMs).slice(-200), { at: now, done }];
    const first = marks[0] ?? { at: now, done };
    return now > first.at ? ((done - first.done) * 1000) / (now - first.at) : 0;
  };

  return {
    failures,
    onBatch(report) {
      if (report.unknown + report.notSent > 0) {
        const why = describeFailedRequest(report);
        failures.set(why, (failures.get(why) ?? 0) + 1);
      }
      if (global.json) context.stdout.write(`${renderSafeJson(toLine(report))}\n`);
      const now = io.clock.now();
      const rate = rateAt(now);
      const moment = { ...toFigures(total, states), rate };
      spinner.update(renderBulkProgress(moment, errStyle, true));
      if (context.stderr.isTTY || global.json || now - saidAt < lineEveryMs) return;
      saidAt = now;
      context.note(renderBulkProgress(moment, errStyle, false));
    },
    onWait(event) {
      if (event.type === 'wait') spinner.update(`Waiting ${Math.ceil(event.ms / 1000)} s …`);
    },
    onStop() {
      // A line would break a bar that goes on turning.
      spinner.stop();
      context.note('stopping after the requests under way; Ctrl-C again ends now');
    },
    stop: () => spinner.stop(),
  };
}

/** The figures of a run by its rows. */
export function toFigures(total: number, states: RowStates): BulkFigures {
  return { total, ...states.counts };
}

function settled(states: RowStates): number {
  const { accepted, rejected, unknown } = states.counts;
  return accepted + rejected + unknown;
}

function toLine(report: BatchReport): Record<string, unknown> {
  const { at, ...rest } = report;
  return { type: 'batch', at: new Date(at).toISOString(), ...rest };
}
