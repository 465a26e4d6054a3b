import type { ResolvedConfig } from '../../config/settings.js';
import { CmtgError } from '../../core/errors.js';
import type { BulkPlan } from '../../gateway/bulk/plan.js';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { createLedger } from '../../gateway/ledger/open-ledger.js';
import { createProcessTable } from '../../gateway/ledger/process-table.js';
import { count, group, renderSpan } from '../../render/bulk-progress.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag, readInteger, readString, readStrings, usageError } from '../option-values.js';
import { loadSendConfig } from '../send/load-send-config.js';
import { checkReportNames, checkReportPlaces, type InUse } from './check-reports.js';
import { askYesNo, requireYes } from './confirm.js';
import { execute } from './execute.js';
import { createFindingsLog, type FindingsLog } from './findings.js';
import { chooseLedgerPath } from './ledger-path.js';
import { offerResend } from './offer-resend.js';
import { type Line, openLine } from './open-line.js';
import { type Prepared, prepare } from './prepare.js';
import { readMediaContent, readTextContent, refuseSingleFlags } from './read-content.js';
import { showPreview, showRequests } from './show.js';
import { spoolPath, spoolRecipients } from './spool.js';

/** `cmtg send --recipients` and `cmtg send-media --recipients`: one message to a file of recipients. */
export async function sendBulk(
  command: BulkPlan['command'],
  input: CommandInput,
  context: CommandContext,
): Promise<number> {
  const { options } = input;
  refuseSingleFlags(options);
  const reports = checkReportNames(readStrings(options, 'report') ?? []);
  const intent = readIntent(options);
  if (intent.asks) requireYes(context);
  const recipients = readString(options, 'recipients') ?? '';
  const config = await loadSendConfig(options, context);
  const content = command === 'send' ? await readTextContent(input, context) : readMediaContent(input);
  const campaign = Buffer.from(context.io.randomBytes(16)).toString('hex');
  const path = chooseLedgerPath(options, campaign, context);
  const refusedPath = intent.looksOnly ? undefined : `${path}.refused.csv`;
  await checkReportPlaces(reports, listFiles(options, path), context);
  const file =
    recipients === '-'
      ? { path: await spoolRecipients(path, context), name: 'stdin' }
      : { path: recipients, name: recipients };
  const findings = createFindingsLog();
  const prepared = await prepare({ command, content, options, config, campaign, file, refusedPath, findings }, context);
  const { plan, check } = prepared;
  findings.report(context);
  if (check.refused.length > 0 && !plan.checks.skipInvalid) return reportInvalid(prepared, findings, context);
  const wanted = check.selected - check.refused.length;
  if (wanted === 0) {
    throw new CmtgError(`${file.name} has no row to send to.`, { code: 'recipients-none', category: 'input' });
  }

  if (intent.looksOnly) return look(prepared, intent.preview, context);

  const line = await openLine(plan, config.origins['endpoint'] ?? { kind: 'default' }, config, options, context);
  if (!context.global.json) context.note(describe(prepared, file.name, context));
  if (check.refused.length > 0) {
    const [rows, they] =
      check.refused.length === 1 ? ['row with errors is', 'it is'] : ['rows with errors are', 'they are'];
    context.note(`${group(check.refused.length)} ${rows} left out; ${they} in ${refusedPath}`);
  }
  if (intent.asks && !(await askYesNo(`Send to ${count(wanted, 'chat')}?`, 'nothing was sent', context))) {
    context.note(`${context.errStyle.bold('Nothing was sent')}.`);
    return exitCodes.ok.code;
  }
  return begin({ prepared, path, line, config, reports, input }, context);
}

/** Whether the run is only looked at, and whether somebody is asked before it begins. */
function readIntent(options: CommandInput['options']) {
  const preview = readInteger(options, 'preview', '--preview', 1, 1000);
  const looksOnly = preview !== undefined || readFlag(options, 'dryRun');
  const agreed = readFlag(options, 'yes');
  if (readString(options, 'recipients') === '-' && !looksOnly && !agreed) {
    throw usageError('Recipients from stdin need --yes: stdin cannot answer a question as well.');
  }
  return { preview, looksOnly, asks: !looksOnly && !agreed && !readFlag(options, 'sandbox') };
}

/** The files of a run that no report may take the place of. */
function listFiles(options: CommandInput['options'], ledger: string): InUse[] {
  const recipients = readString(options, 'recipients') ?? '-';
  const text = readString(options, 'template') ?? readString(options, 'textFile');
  return [
    { path: recipients === '-' ? spoolPath(ledger) : recipients, what: 'the file of recipients' },
    { path: ledger, what: 'the ledger' },
    { path: `${ledger}.refused.csv`, what: 'the file of rows that are left out' },
    ...(text === undefined ? [] : [{ path: text, what: 'the file of the text' }]),
  ];
}

async function look({ plan, check }: Prepared, preview: number | undefined, context: CommandContext): Promise<number> {
  if (preview === undefined) {
    const requests = await showRequests(plan, check.refused, context);
    context.note(
      `${context.errStyle.bold('dry run')}: ${count(requests, 'request')} to ${plan.endpoint}, nothing was sent`,
    );
  } else await showPreview(plan, check.refused, preview, context);
  return exitCodes.ok.code;
}

interface Beginning {
  readonly prepared: Prepared;
  readonly path: string;
  readonly line: Line;
  readonly config: ResolvedConfig;
  readonly reports: readonly string[];
  readonly input: CommandInput;
}

/** Creates the ledger and carries the run out. */
async function begin(beginning: Beginning, context: CommandContext): Promise<number> {
  const { prepared, path, line, config, reports, input } = beginning;
  const { plan, check } = prepared;
  const { io } = context;
  const at = new Date(io.clock.now()).toISOString();
  const onUnknown = config.settings.onUnknown === 'resend' ? 'resend' : 'skip';
  const fs = createNodeLedgerFs(() => Buffer.from(io.randomBytes(6)).toString('hex'));
  const ledger = await createLedger(
    path,
    {
      header: { type: 'header', version: 1, at, tool: `cmtg/${io.version}`, plan },
      refused: check.refused,
      run: { type: 'run', at, mode: 'start', onUnknown, tool: `cmtg/${io.version}` },
    },
    { fs, processes: await createProcessTable(io.processes) },
  );
  if (context.global.json) {
    const { input: source, pace } = plan;
    context.stdout.write(
      `${renderSafeJson({ type: 'start', version: 1, command: plan.command, ledger: path, campaign: plan.campaign, endpoint: plan.endpoint, rows: source.selected, messages: check.messages, invalid: check.refused.length, pace })}\n`,
    );
  } else context.note(`ledger: ${renderSafeText(path)}`);
  const code = await execute(
    { plan, path, ledger, line, config, onUnknown, expected: check.messages, reports },
    context,
  );
  if (config.settings.onUnknown !== 'ask') return code;
  return offerResend({ code, path, plan, states: ledger.states }, input, context);
}

function describe({ plan, check }: Prepared, name: string, { errStyle }: CommandContext): string {
  const { pace } = plan;
  const wanted = check.selected - check.refused.length;
  const seconds = pace.rate === null ? undefined : check.messages / pace.rate;
  const rate = pace.rate === null ? 'as quickly as CM answers' : `${Number(pace.rate.toFixed(2))}/s`;
  const time = seconds === undefined ? '' : `, about ${renderSpan(seconds)}`;
  const shard = plan.shard === undefined ? '' : ` (shard ${plan.shard.index} of ${plan.shard.of})`;
  return `${errStyle.bold(renderSafeText(name, { maxLength: 200 }))}${shard}: ${count(wanted, 'chat')}, ${count(check.messages, 'Telegram message')}, ${rate}${time}, to ${renderSafeText(plan.endpoint)}`;
}

function reportInvalid({ check }: Prepared, findings: FindingsLog, context: CommandContext): number {
  const invalid = check.refused.length;
  if (context.global.json) {
    const rules = findings.rules.map(({ ruleId, severity, count: rows }) => ({ ruleId, severity, count: rows }));
    context.stdout.write(
      `${renderSafeJson({ type: 'summary', version: 1, outcome: 'invalid', totals: { rows: check.selected, accepted: 0, rejected: 0, unknown: 0, notSent: check.selected, invalid }, rules })}\n`,
    );
  }
  context.note(
    `${context.errStyle.bold('Nothing was sent')}: ${group(invalid)} of ${count(check.selected, 'row')} must not go out. Correct them, or leave them out with --skip-invalid.`,
  );
  return exitCodes.findings.code;
}
