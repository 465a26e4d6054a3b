import { resolve } from 'node:path';
import type { ConfigOrigin, ResolvedConfig } from '../../config/settings.js';
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
import { readStrings } from '../option-values.js';
import { loadSendConfig } from '../send/load-send-config.js';
import { checkReportNames, checkReportPlaces } from './check-reports.js';
import { askYesNo } from './confirm.js';
import { execute, openLine } from './execute.js';
import { readFingerprint } from './fingerprint.js';
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
  const line = await openLine(before, endpointOrigin(before, config), config, options, context);
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

/** A ledger is a file that may come from anybody: its endpoint counts for no more than that of a project file. */
function endpointOrigin({ endpoint, sandbox }: BulkPlan, config: ResolvedConfig): ConfigOrigin {
  if (sandbox === true || endpoint !== config.settings.endpoint) return { kind: 'project-file', file: 'the ledger' };
  return config.origins['endpoint'] ?? { kind: 'default' };
}
