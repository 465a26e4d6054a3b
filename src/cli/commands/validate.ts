import type { ReportTotals } from '../../render/report/report.js';
import type { CommandInput, CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes, worstExitCode } from '../exit-codes.js';
import { readFlag, readInteger, readString, usageError } from '../option-values.js';
import { wantsProbe } from '../probe/wants-probe.js';
import type { CheckSetting } from '../validate/check-setting.js';
import { checkTargets, type TargetOutcome } from '../validate/check-targets.js';
import { isConfigName } from '../validate/config-name.js';
import { findTargets, type Target } from '../validate/find-targets.js';
import { loadRules } from '../validate/load-rules.js';
import { readFix } from '../validate/read-fix.js';
import { readFormats } from '../validate/read-formats.js';
import { readKind, readToColumn } from '../validate/read-kind.js';
import { openReport } from '../validate/report-sinks.js';
import { tellOutcomes } from '../validate/tell-outcomes.js';

/** `cmtg validate`: everything that is wrong with files, where, and why. Nothing is sent. */
export const runValidate: CommandRun = async ({ args, options }, context) => {
  const { interrupted, cwd } = context.io;
  const kind = readKind(options);
  const toColumn = readToColumn(options, kind);
  const fix = readFix(args, options, context);
  const formats = fix === 'diff' ? [] : readFormats(options, context);
  const mostWarnings = readInteger(options, 'maxWarnings', '--max-warnings', 0, 1_000_000);
  const targets = await findTargets(args, {
    cwd,
    stdinName: readString(options, 'stdinFilename'),
    allowEmpty: readFlag(options, 'allowEmpty'),
  });
  // In this order: merely asking for stdin opens it, which costs 8 ms.
  if (targets.some((target) => target.kind === 'stdin') && context.io.stdin.isTTY) {
    throw usageError('- reads stdin, but stdin is the terminal.', 'Pipe something in: cmtg validate - < payload.json');
  }
  const checksConfig = kind === 'config' || (kind === 'auto' && targets.some(({ name }) => isConfigName(name)));
  const { overrides, strict } = await loadRules(options, context, checksConfig);

  const setting = { kind, overrides, fix, keepText: wantsProbe(options), toColumn };
  const sinks = formats.map((wanted) => openReport(wanted, context));
  const { totals, failure } = await tellOutcomes(await check(targets, setting, options, context), sinks, context);
  if (fix === 'diff') context.note(sumUpDryRun(totals));

  if (interrupted.aborted) return exitCodes[interrupted.reason === 'SIGTERM' ? 'terminated' : 'interrupted'].code;
  const { errors, warnings } = totals;
  const failed = errors > 0 || (strict && warnings > 0) || (mostWarnings !== undefined && warnings > mostWarnings);
  return worstExitCode([failure === undefined ? 'ok' : 'usage', failed ? 'findings' : 'ok']);
};

async function check(
  targets: readonly Target[],
  setting: CheckSetting,
  options: CommandInput['options'],
  context: CommandContext,
): Promise<AsyncIterable<TargetOutcome>> {
  const checked = checkTargets(targets, setting, context);
  if (!wantsProbe(options)) return checked;
  // Loaded here: the network is needed for --probe only.
  const { probeTargets } = await import('../validate/probe-targets.js');
  return probeTargets(checked, setting.overrides, options, context);
}

function sumUpDryRun({ fixed = 0, errors, warnings }: ReportTotals): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const what = fixed === 0 ? 'Nothing can be fixed safely' : `--fix would solve ${count(fixed, 'problem')}`;
  return `${what}; ${count(errors, 'error')} and ${count(warnings, 'warning')} remain.`;
}
