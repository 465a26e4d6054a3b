import { realpath } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { findOwner, type LockOwner } from '../../gateway/ledger/lock.js';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { createProcessTable } from '../../gateway/ledger/process-table.js';
import { rowState } from '../../gateway/ledger/row-states.js';
import { type BulkFigures, count, countNotSent, group, plural, renderSpan } from '../../render/bulk-progress.js';
import { renderBulkSummary, renderErrorCodes } from '../../render/bulk-summary.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readStrings } from '../option-values.js';
import { checkReportNames, checkReportPlaces } from './check-reports.js';
import { type LedgerReport, readAgain, readLedgerReport } from './read-ledger-report.js';
import { openReferences } from './references.js';
import { writeReports } from './write-reports.js';

/** A terminal names so many chats of unknown outcome; the rest is a number, and where to find them. */
const mostNamed = 20;

/** A message whose fate is unknown. */
interface UnknownMessage {
  readonly ledger: string;
  readonly line: number;
  readonly to: string;
  readonly reference: string | null;
}

/** What a ledger says, and who runs over it. */
interface Watched extends LedgerReport {
  readonly owner: LockOwner | undefined;
}

/** `cmtg bulk status`: what one or more ledgers say, without touching them. */
export const runStatus: CommandRun = async ({ args, options }, context) => {
  const files = checkReportNames(readStrings(options, 'report') ?? []);
  const reports: Watched[] = [];
  const unknown: UnknownMessage[] = [];
  for (const path of await listOnce(args, context)) {
    const report = await watch(path, context);
    reports.push(report);
    const most = context.global.json ? Number.POSITIVE_INFINITY : mostNamed - unknown.length;
    if (report.figures.unknown > 0 && most > 0) unknown.push(...(await findUnknown(report, most)));
  }
  const inUse = reports.flatMap(({ path, plan }) => [
    { path, what: 'a ledger' },
    { path: plan.input.path, what: 'the file of recipients' },
  ]);
  await checkReportPlaces(files, inUse, context);
  await writeReports(files, reports, context);
  const total = addUp(reports.map(({ figures }) => figures));
  if (context.global.json) {
    const ledgers = reports.map(toJson);
    context.stdout.write(`${renderSafeJson({ version: 1, ledgers, totals: totalsOf(total), unknown })}\n`);
    return exitCodes.ok.code;
  }
  for (const report of reports) context.stdout.write(renderLedger(report, context));
  if (reports.length > 1) context.stdout.write(`all ${reports.length} ledgers\n`);
  context.stdout.write(renderBulkSummary(total, context.outStyle));
  for (const report of reports) context.stdout.write(renderErrorCodes(report.codes, context.outStyle));
  context.stdout.write(renderUnknown(unknown, total.unknown, context));
  return exitCodes.ok.code;
};

/** The same ledger, however it is named, is one run. */
async function listOnce(args: readonly string[], { io }: CommandContext): Promise<string[]> {
  const paths = new Map<string, string>();
  for (const arg of args) {
    const path = resolve(io.cwd, arg);
    const real = await realpath(path).catch(() => path);
    if (!paths.has(real)) paths.set(real, path);
  }
  return [...paths.values()];
}

/** Looks for the owner first: a run that ends in between has said so in its ledger. */
async function watch(path: string, { io }: CommandContext): Promise<Watched> {
  const fs = createNodeLedgerFs(() => '');
  const table = await createProcessTable(io.processes);
  const found = await findOwner(path, fs, table).catch(() => undefined);
  const report = await readLedgerReport(path, fs, { isRunning: found !== undefined });
  return { ...report, owner: report.replay.ended === undefined ? found : undefined };
}

async function findUnknown(report: Watched, most: number): Promise<UnknownMessage[]> {
  const { path, plan, replay, underWay } = report;
  const { states } = replay;
  const { find } = await openReferences(plan);
  const found = new Map<number, UnknownMessage>();
  await readAgain(report, ([row, line, to, part = 1]) => {
    if (found.size >= most || found.has(row) || underWay.has(row)) return;
    if (states.state(row) !== rowState.unknown || part !== states.parts(row) + 1) return;
    found.set(row, { ledger: path, line, to, reference: find(row, line, to, part) ?? null });
  });
  return [...found.values()];
}

function renderUnknown(shown: readonly UnknownMessage[], total: number, { outStyle }: CommandContext): string {
  const lines = shown.map(({ line, to, reference }) => {
    const said = reference === null ? '' : outStyle.dim(`  reference ${renderSafeText(reference, { maxLength: 64 })}`);
    return `${outStyle.magenta('unknown')} line ${line}  ${renderSafeText(to, { maxLength: 40 })}${said}\n`;
  });
  const left = total - shown.length;
  if (left > 0) lines.push(`… and ${group(left)} more: cmtg bulk export LEDGER --state unknown\n`);
  return lines.join('');
}

function addUp(all: readonly BulkFigures[]): BulkFigures {
  const sum = (key: keyof BulkFigures): number => all.reduce((total, figures) => total + (figures[key] ?? 0), 0);
  return {
    total: sum('total'),
    accepted: sum('accepted'),
    rejected: sum('rejected'),
    unknown: sum('unknown'),
    refused: sum('refused'),
    underWay: sum('underWay'),
  };
}

function totalsOf(figures: BulkFigures): Record<string, number> {
  const { total: rows, accepted, rejected, unknown, underWay = 0, refused: invalid } = figures;
  return { rows, accepted, rejected, unknown, underWay, notSent: countNotSent(figures), invalid };
}

function toJson(report: Watched): Record<string, unknown> {
  const { path, plan, figures, replay, codes, owner } = report;
  return {
    ledger: path,
    campaign: plan.campaign,
    command: plan.command,
    input: plan.input.path,
    startedAt: replay.firstAt,
    lastAt: replay.lastAt,
    running: owner === undefined ? null : { pid: owner.pid, host: owner.host },
    ended: replay.ended ?? null,
    runs: replay.runs,
    resent: replay.resent,
    // What a living run is writing is no damage.
    torn: owner === undefined && replay.end.torn.byteLength > 0,
    rate: rateOf(report),
    ...(plan.shard === undefined ? {} : { shard: plan.shard }),
    totals: totalsOf(figures),
    errorCodes: Object.fromEntries(codes),
  };
}

/** Rows settled a second, over the stretches in which something happened. */
function rateOf({ buckets, bucketMs, figures }: LedgerReport): number {
  const seconds = (buckets.length * bucketMs) / 1000;
  return seconds === 0 ? 0 : Math.round(((figures.accepted + figures.rejected + figures.unknown) / seconds) * 10) / 10;
}

function renderLedger(report: Watched, { outStyle, io }: CommandContext): string {
  const { path, plan, replay } = report;
  const ago = Math.max(0, (io.clock.now() - Date.parse(replay.lastAt)) / 1000);
  const shard = plan.shard === undefined ? '' : `, shard ${plan.shard.index} of ${plan.shard.of}`;
  const again = replay.resent > 0 ? `, ${count(replay.resent, 'message')} sent again` : '';
  const rate = rateOf(report);
  return `${outStyle.bold(renderSafeText(path))}\n  ${describeState(report, renderSpan(ago))}${shard}; ${count(replay.runs, 'run')}${again}; ${rate} ${plural(rate, 'row')}/s\n`;
}

function describeState({ replay, owner }: Watched, ago: string): string {
  if (owner !== undefined) {
    const where = owner.host === hostname() ? '' : ` on ${renderSafeText(owner.host)}, if that still lives`;
    return `running (pid ${owner.pid}${where}); last record ${ago} ago`;
  }
  if (replay.ended === undefined) return `not ended in order; last record ${ago} ago`;
  return replay.ended === 'finished' ? 'finished' : `ended: ${replay.ended}`;
}
