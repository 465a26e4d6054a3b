import { CmtgError } from '../../core/errors.js';
import type { BulkResult, Stop } from '../../gateway/bulk/options.js';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { type BulkFigures, countNotSent, group } from '../../render/bulk-progress.js';
import { renderBulkSummary, renderErrorCodes, renderFailures } from '../../render/bulk-summary.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandContext } from '../context.js';
import { type ExitName, exitByCategory, worstExitCode } from '../exit-codes.js';
import type { Execution } from './execution.js';
import { quote } from './quote.js';
import { readLedgerReport } from './read-ledger-report.js';
import { writeReports } from './write-reports.js';

export interface Finished extends Execution {
  readonly result: BulkResult;
  /** The file of recipients is not what it was when the run began. */
  readonly changed: boolean;
  readonly figures: BulkFigures;
  /** What went wrong with requests, in words, and with how many. */
  readonly failures: ReadonlyMap<string, number>;
}

/** Says how a run ended and what to do next. */
export async function finish(run: Finished, context: CommandContext): Promise<number> {
  const { path, figures, result, reports } = run;
  const { stopped } = result;
  // Read again only where there is something to tell: for a long run that takes a moment.
  const report =
    reports.length > 0 || figures.rejected > 0
      ? await readLedgerReport(
          path,
          createNodeLedgerFs(() => ''),
        )
      : undefined;
  if (report !== undefined) await writeReports(reports, [report], context);
  const notSent = countNotSent(figures);
  const isOpen = stopped !== undefined || notSent > 0;
  if (context.global.json) writeSummary(run, isOpen, context);
  else {
    context.stdout.write(renderBulkSummary(figures, context.outStyle));
    if (!context.global.quiet && report !== undefined) {
      context.stderr.write(renderErrorCodes(report.codes, context.errStyle));
    }
    if (figures.unknown > 0 || notSent > 0) context.stderr.write(renderFailures(run.failures, context.errStyle));
    say(run, isOpen, notSent, context);
  }
  return worstExitCode([
    'ok',
    ...(figures.rejected > 0 ? ['refused' as const] : []),
    ...(figures.unknown > 0 ? ['unknown' as const] : []),
    ...(figures.refused > 0 ? ['findings' as const] : []),
    ...(stopped === undefined && notSent > 0 ? ['refused' as const] : []),
    ...(stopped === undefined ? [] : [exitOfStop(stopped, context)]),
  ]);
}

function say(
  { path, plan, result, figures, changed }: Finished,
  isOpen: boolean,
  notSent: number,
  context: CommandContext,
): void {
  const { errStyle } = context;
  const { stopped } = result;
  const error = errStyle.red(errStyle.bold('error:'));
  if (stopped !== undefined)
    context.stderr.write(`${error} ${renderSafeText(describeStop(stopped), { multiline: true })}\n`);
  if (stopped?.error instanceof CmtgError && stopped.error.hint !== undefined) {
    context.stderr.write(`${errStyle.cyan('hint:')} ${renderSafeText(stopped.error.hint)}\n`);
  }
  if (changed) {
    context.stderr.write(
      `${error} The file of recipients changed while it was being sent: check who got what with \`cmtg bulk status\`.\n`,
    );
  }
  const next = errStyle.cyan('next:');
  if (figures.unknown > 0) {
    context.note(
      `${next} It is not known whether CM took ${figures.unknown === 1 ? 'one message; look it up' : `${group(figures.unknown)} messages; look them up`} in CM’s message log: cmtg bulk export ${quote(path)} --state unknown`,
    );
  }
  if (isOpen && notSent > 0) context.note(`${next} Go on with the rest: cmtg bulk resume ${quote(path)}`);
  if (plan.sandbox === true) context.note(errStyle.dim('sandbox: nothing left this machine'));
  else if (!isOpen && figures.accepted > 0) {
    context.note(
      errStyle.dim('Accepted by CM. Telegram reports no delivery, so this is the last that anybody learns.'),
    );
  }
}

function writeSummary(
  { path, figures, result, plan, changed }: Finished,
  isOpen: boolean,
  context: CommandContext,
): void {
  const { stopped, requests } = result;
  const { accepted, rejected, unknown, refused, total } = figures;
  const summary = {
    type: 'summary',
    version: 1,
    command: plan.command,
    outcome: isOpen ? (stopped?.reason === 'interrupted' ? 'interrupted' : 'stopped') : 'finished',
    ledger: path,
    campaign: plan.campaign,
    endpoint: plan.endpoint,
    requests,
    totals: { rows: total, accepted, rejected, unknown, notSent: countNotSent(figures), invalid: refused },
    ...(changed ? { inputChanged: true } : {}),
    ...(stopped === undefined
      ? {}
      : {
          error: {
            code: `bulk-${stopped.reason}`,
            message: describeStop(stopped),
            hint: isOpen ? `cmtg bulk resume ${quote(path)}` : null,
          },
        }),
  };
  context.stdout.write(`${renderSafeJson(summary)}\n`);
}

function describeStop({ reason, details, failures, errorCode, error }: Stop): string {
  if (error !== undefined) return error.message;
  const said = details === null ? '' : ` (${errorCode ? `error ${errorCode}: ` : ''}${details})`;
  switch (reason) {
    case 'interrupted':
      return 'Stopped. What was under way is finished and recorded.';
    case 'account':
      return `CM refused the account: token, balance or IP restriction${said}. Nothing more was posted.`;
    case 'rate-limited':
      return `CM asked to wait longer than --max-wait allows${said}.`;
    case 'request-refused':
      return `CM refused the request${said}. Nothing more was posted.`;
    case 'tls':
      return `No secure connection to CM${said}.`;
    default:
      return failures === undefined
        ? `Stopped${said}.`
        : `${failures} request${failures === 1 ? '' : 's'} in a row failed${said}, so the run was stopped.`;
  }
}

function exitOfStop({ reason, error }: Stop, { io }: CommandContext): ExitName {
  if (error instanceof CmtgError) return exitByCategory[error.category];
  switch (reason) {
    case 'interrupted':
      return io.interrupted.reason === 'SIGTERM' ? 'terminated' : 'interrupted';
    case 'account':
      return 'account';
    case 'rate-limited':
      return 'rateLimited';
    case 'unreachable':
    case 'tls':
      return 'unreachable';
    case 'ledger':
      return 'usage';
    case 'failed':
      return 'bug';
    case 'request-refused':
      return 'refused';
    default:
      return 'unknown';
  }
}
