import type { CmtgError } from '../../core/errors.js';
import { renderError } from '../../render/error.js';
import type { ReportTotals } from '../../render/report/report.js';
import type { CommandContext } from '../context.js';
import type { TargetOutcome } from './check-targets.js';
import { addToTotals, nothing } from './count-findings.js';
import type { ReportSink } from './report-sinks.js';

/** How a run went. */
export interface Told {
  readonly totals: ReportTotals;
  /** The first file that could not be read or written. */
  readonly failure?: CmtgError;
}

/** Tells every outcome as it comes, to all reports, and keeps nothing of it but the counts. */
export async function tellOutcomes(
  outcomes: AsyncIterable<TargetOutcome>,
  sinks: readonly ReportSink[],
  context: CommandContext,
): Promise<Told> {
  const { io, stderr, errStyle, global } = context;
  let totals = nothing;
  let failure: CmtgError | undefined;
  for await (const outcome of outcomes) {
    if (io.interrupted.aborted) break;
    if (outcome.kind === 'failed') {
      failure ??= outcome.error;
      stderr.write(renderError(outcome.error, { style: errStyle, debug: global.debug, version: io.version }));
      continue;
    }
    totals = addToTotals(totals, outcome.file);
    for (const sink of sinks) await sink.file(outcome.file);
    if (outcome.file.diff !== undefined) await writeDiff(outcome.file, outcome.file.diff, context);
  }
  const told = failure && { code: failure.code, message: failure.message, hint: failure.hint ?? null };
  for (const sink of sinks) await sink.end(totals, told);
  return { totals, ...(failure === undefined ? {} : { failure }) };
}

async function writeDiff(
  { file, secrets }: { readonly file: string; readonly secrets: readonly string[] },
  diff: { readonly before: string; readonly after: string },
  { stdout, outStyle }: CommandContext,
): Promise<void> {
  const { renderDiff } = await import('../../render/diff.js');
  stdout.write(renderDiff(diff.before, diff.after, { file, style: outStyle, secrets }));
}
