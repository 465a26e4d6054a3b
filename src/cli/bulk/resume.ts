import { resolve } from 'node:path';
import { checkTokenDestination } from '../../config/destination.js';
import type { ResolvedConfig } from '../../config/settings.js';
import { CmtgError } from '../../core/errors.js';
import type { BulkPlan } from '../../gateway/bulk/plan.js';
import { createNodeLedgerFs } from '../../gateway/ledger/node-ledger-fs.js';
import { resumeLedger } from '../../gateway/ledger/open-ledger.js';
import { createProcessTable } from '../../gateway/ledger/process-table.js';
import { type Replay, replayLedger } from '../../gateway/ledger/replay.js';
import { group } from '../../render/bulk-progress.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readString, readStrings, usageError } from '../option-values.js';
import { loadSendConfig } from '../send/load-send-config.js';
import { checkReportNames, checkReportPlaces } from './check-reports.js';
import { askYesNo } from './confirm.js';
import { execute } from './execute.js';
import { readFingerprint } from './fingerprint.js';
import { openLine } from './open-line.js';
import { readPace } from './read-pace.js';

/** `cmtg bulk resume`: goes on where a run ended, whatever ended it. */
export const runResume: CommandRun = async ({ args, options }, context) => {
  const { io } = context;
  const path = resolve(io.cwd, args[0] ?? '');
  const reports = checkReportNames(readStrings(options, 'report') ?? []);
  const config = await loadSendConfig(options, context);
  const fs = createNodeLedgerFs(() => Buffer.from(io.randomBytes(6)).toString('hex'));
  // A first look without the lock, so that what is wrong shows before anything is touched.
  const before = (await replayLedger(path, fs)).header.plan;
  const inUse = [
    { path: before.input.path, what: 'the file of recipients' },
    { path, what: 'the ledger' },
  ];
  await checkReportPlaces(reports, inUse, context);
  checkEndpoint(before, config, readString(options, 'endpoint') !== undefined);
  const line = await openLine(before, config.origins['endpoint'] ?? { kind: 'default' }, config, options, context);
  let onUnknown: 'skip' | 'resend' = 'skip';
  const ledger = await resumeLedger(
    path,
    {
      allow: async ({ header, states }) => {
        await checkInput(header.plan);
        onUnknown = await decideUnknown(states.counts.unknown, config, context);
      },
      createRun: () => ({
        type: 'run',
        at: new Date(io.clock.now()).toISOString(),
        mode: 'resume',
        onUnknown,
        tool: `cmtg/${io.version}`,
      }),
      onTorn: (keptAt) =>
        context.note(
          `${context.errStyle.yellow('warning:')} the last record of the ledger was cut by a crash; it is kept in ${renderSafeText(keptAt)}`,
        ),
    },
    { fs, processes: await createProcessTable(io.processes) },
  );
  const plan = { ...ledger.replay.header.plan, pace: readPace(options, before.shard, before.pace) };
  announce(plan, path, ledger.replay, onUnknown, context);
  const expected = countOpen(ledger.replay);
  return execute({ plan, path, ledger, line, config, onUnknown, expected, reports }, context);
};

function countOpen({ header, states }: Replay): number {
  const { accepted, rejected, refused } = states.counts;
  return header.plan.input.selected - accepted - rejected - refused;
}

function announce(
  plan: BulkPlan,
  path: string,
  replay: Replay,
  onUnknown: 'skip' | 'resend',
  context: CommandContext,
): void {
  const { accepted, rejected, unknown } = replay.states.counts;
  if (context.global.json) {
    const { pace, campaign, command, endpoint, input } = plan;
    context.stdout.write(
      `${renderSafeJson({ type: 'resume', version: 1, command, ledger: path, campaign, endpoint, rows: input.selected, totals: { accepted, rejected, unknown }, pace })}\n`,
    );
    return;
  }
  const again = onUnknown === 'resend' && unknown > 0;
  const open = countOpen(replay) - (again ? 0 : unknown);
  context.note(
    `${context.errStyle.bold('resuming')}: ${group(accepted)} accepted, ${group(rejected)} rejected, ${group(unknown)} unknown${again ? ' and sent again' : ''}, ${group(open)} to go`,
  );
}

/** Row 500 of another file is another person. */
async function checkInput({ input }: BulkPlan): Promise<void> {
  const { sha256 } = await readFingerprint(input.path);
  if (sha256 === input.sha256) return;
  throw new CmtgError(`${input.path} is not the file that the run began with.`, {
    code: 'bulk-input-changed',
    category: 'input',
    hint: 'Put the original back to resume. To send to other people, begin a new run with what is left: cmtg bulk export LEDGER --state not-sent needs the original, too.',
  });
}

async function decideUnknown(
  count: number,
  config: ResolvedConfig,
  context: CommandContext,
): Promise<'skip' | 'resend'> {
  const { onUnknown } = config.settings;
  if (onUnknown !== 'ask') return onUnknown;
  if (count === 0) return 'skip';
  const question = `It is not known whether CM took ${group(count)} of the messages. Send them again, perhaps twice?`;
  return (await askYesNo(question, 'nothing was sent', context)) ? 'resend' : 'skip';
}

/**
 * A ledger is a file that may come from anybody: where the token goes is not for it alone to say, CM's gateway aside. And
 * it is not changed either: whoever names another address would find the messages elsewhere.
 */
function checkEndpoint({ endpoint, sandbox }: BulkPlan, { settings }: ResolvedConfig, isNamed: boolean): void {
  if (sandbox === true || endpoint === settings.endpoint) return;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  // An address with credentials is refused whoever names it, and not shown.
  const cure = url === undefined || url.username !== '' || url.password !== '' ? '' : ` --endpoint ${endpoint}`;
  if (isNamed) {
    throw usageError(
      `--endpoint is not where the run of this ledger goes: ${url?.host ?? 'that is no address'}.`,
      `Leave it out, or give the ledger’s:${cure}`,
    );
  }
  try {
    checkTokenDestination(endpoint, { kind: 'default' });
  } catch (cause) {
    throw new CmtgError(`The product token is not sent to ${url?.host || 'this address'}: only the ledger names it.`, {
      code: 'token-destination',
      category: 'config',
      hint: `A ledger alone does not decide where the token goes. If you trust the address, name it, too:${cure}`,
      cause,
    });
  }
}
