import { resolve } from 'node:path';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { rowState } from '../../gateway/ledger/row-states.js';
import { type BulkFigures, countNotSent, group, renderSpan } from '../../render/bulk-progress.js';
import { renderBulkSummary, renderErrorCodes } from '../../render/bulk-summary.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readStrings } from '../option-values.js';
import { checkReportNames, checkReportPlaces } from './check-reports.js';
import { type LedgerReport, readLedgerReport } from './read-ledger-report.js';
import { writeReports } from './write-reports.js';

/** So many chats of unknown outcome are named; the rest is a number. */
const mostNamed = 20;

/** An open row whose fate is unknown. */
interface UnknownRow {
  readonly line: number;
  readonly to: string;
}

/** `cmtg bulk status`: what one or more ledgers say, without touching them. */
export const runStatus: CommandRun = async ({ args, options }, context) => {
  const files = checkReportNames(readStrings(options, 'report') ?? []);
  const fs = createNodeLedgerFs(() => '');
  const reports: LedgerReport[] = [];
  const unknown: UnknownRow[] = [];
  for (const arg of args) {
    const path = resolve(context.io.cwd, arg);
    const report = await readLedgerReport(path, fs);
    reports.push(report);
    if (report.figures.unknown > 0) unknown.push(...(await findUnknown(report, unknown.length)));
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
  for (const { line, to } of unknown) {
    context.stdout.write(
      `${context.outStyle.magenta('unknown')} line ${line}  ${renderSafeText(to, { maxLength: 40 })}\n`,
    );
  }
  if (total.unknown > unknown.length) context.stdout.write(`… and ${group(total.unknown - unknown.length)} more\n`);
  return exitCodes.ok.code;
};

async function findUnknown({ path, replay }: LedgerReport, already: number): Promise<UnknownRow[]> {
  const found: UnknownRow[] = [];
  const seen = new Set<number>();
  await readLedgerIntents(path, (row, line, to) => {
    if (already + found.length >= mostNamed || seen.has(row)) return;
    if (replay.states.state(row) !== rowState.unknown) return;
    seen.add(row);
    found.push({ line, to });
  });
  return found;
}

async function readLedgerIntents(path: string, onRow: (row: number, line: number, to: string) => void): Promise<void> {
  const { readLedger } = await import('../../gateway/ledger/read-ledger.js');
  await readLedger(
    path,
    createNodeLedgerFs(() => ''),
    (record) => {
      if (record.type !== 'intent') return;
      for (const [row, line, to] of record.rows) onRow(row, line, to);
    },
  );
}

function addUp(all: readonly BulkFigures[]): BulkFigures {
  const sum = (key: keyof BulkFigures): number => all.reduce((total, figures) => total + figures[key], 0);
  return {
    total: sum('total'),
    accepted: sum('accepted'),
    rejected: sum('rejected'),
    unknown: sum('unknown'),
    refused: sum('refused'),
  };
}

function totalsOf(figures: BulkFigures): Record<string, number> {
  const { total: rows, accepted, rejected, unknown, refused: invalid } = figures;
  return { rows, accepted, rejected, unknown, notSent: countNotSent(figures), invalid };
}

function toJson(report: LedgerReport): Record<string, unknown> {
  const { path, plan, figures, replay, codes } = report;
  return {
    ledger: path,
    campaign: plan.campaign,
    command: plan.command,
    input: plan.input.path,
    startedAt: replay.firstAt,
    lastAt: replay.lastAt,
    ended: replay.ended ?? null,
    runs: replay.runs,
    resent: replay.resent,
    torn: replay.end.torn.byteLength > 0,
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

function renderLedger(report: LedgerReport, { outStyle, io }: CommandContext): string {
  const { path, plan, replay } = report;
  const ago = Math.max(0, (io.clock.now() - Date.parse(replay.lastAt)) / 1000);
  const state =
    replay.ended === undefined
      ? `not ended in order; last record ${renderSpan(ago)} ago`
      : replay.ended === 'finished'
        ? 'finished'
        : `ended: ${replay.ended}`;
  const shard = plan.shard === undefined ? '' : `, shard ${plan.shard.index} of ${plan.shard.of}`;
  const again = replay.resent > 0 ? `, ${group(replay.resent)} messages sent again` : '';
  return `${outStyle.bold(renderSafeText(path))}\n  ${state}${shard}; ${replay.runs} run${replay.runs === 1 ? '' : 's'}${again}; ${rateOf(report)} rows/s\n`;
}
