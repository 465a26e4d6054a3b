import { findEditTarget } from '../../config/edit-target.js';
import { tokenKeys } from '../../config/key-names.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import { quote } from '../bulk/quote.js';
import type { CommandRun } from '../command-spec.js';
import { loadReadableConfig } from '../config/load.js';
import { warnOverridden } from '../config/warn-overridden.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { adviseOnBotId, type InitAnswers } from '../init/answers.js';
import { applyPlan, findReplaced } from '../init/apply-plan.js';
import { askAnswers, askForTrial, askToReplace, completeAnswers } from '../init/ask.js';
import { type InitPlan, planInit } from '../init/plan-changes.js';
import { readInitFlags } from '../init/read-flags.js';
import { tellLeftTokenFile } from '../init/tell-left-token-file.js';
import { readFlag, usageError } from '../option-values.js';

/** `cmtg init`: asks, checks the shapes, keeps it. Nothing is sent to CM. */
export const runInit: CommandRun = async ({ options }, context) => {
  const { global, note, errStyle } = context;
  const given = await readInitFlags(options, context);
  if (global.input) note('cmtg sends through CM.com as your Telegram bot. Nothing is sent by this command.\n');
  const answers = global.input ? await askAnswers(given, context) : completeAnswers(given);
  const advice = adviseOnBotId(answers.from);
  if (advice !== undefined) note(`${errStyle.cyan('note:')} ${advice}`);
  const { cwd, env, home } = context.io;
  const targetOf = (project: boolean) => findEditTarget({ cwd, env, home, project });
  const isNowhere = answers.keep === 'none';
  const plan: InitPlan = isNowhere
    ? { changes: [], tokenFile: undefined }
    : planInit(answers, { user: targetOf(false), project: targetOf(true) });

  const replaced = await findReplaced(plan, context);
  if (replaced !== undefined && !readFlag(options, 'yes')) {
    if (!global.input) throw usageError(replaced, 'Give --yes to replace it.', 'usage-would-replace');
    if (!(await askToReplace(renderSafeText(replaced), context))) {
      note('Nothing was changed.');
      return exitCodes.ok.code;
    }
  }
  const files = await applyPlan(plan, answers.token, context);
  const config = await loadReadableConfig(context);
  report(answers, { files, tokenSet: tokenKeys.some((name) => config?.settings[name] !== undefined) }, context);
  await warnOverridden(
    plan.changes.flatMap(({ target, setting, value }) =>
      value === undefined ? [] : [{ key: setting, file: target.file }],
    ),
    context,
  );
  await tellLeftTokenFile(plan, context);
  if (!global.json) explainNext(context);
  const trial = readFlag(options, 'trial') || (global.input && (await askForTrial(context)));
  if (!trial || global.json) return exitCodes.ok.code;
  note(`\n${errStyle.bold('$')} cmtg send --sandbox --to 987654321 "Hello from cmtg"`);
  const { runSend } = await import('./send.js');
  return runSend(
    { args: ['Hello from cmtg'], options: { sandbox: true, to: ['987654321'], from: answers.from } },
    context,
  );
};

/** What was written, and what is still missing. */
function report(
  { from, keep }: InitAnswers,
  { files, tokenSet }: { readonly files: readonly string[]; readonly tokenSet: boolean },
  context: CommandContext,
): void {
  if (context.global.json) {
    context.stdout.write(`${renderSafeJson({ version: 1, from, keep, files, token: tokenSet })}\n`);
    return;
  }
  const { note, errStyle } = context;
  for (const file of files) note(`${errStyle.green('written')} ${renderSafeText(file)}`);
  if (keep === 'none') {
    note(`Set these yourself, in the environment:\n  export CMTG_FROM=${quote(from)}\n  export CMTG_PRODUCT_TOKEN=…`);
  } else if (!tokenSet) {
    note('The product token is missing: set CMTG_PRODUCT_TOKEN, or run `cmtg config set productToken`.');
  }
}

/** What comes after the set-up. */
function explainNext({ note }: CommandContext): void {
  note(
    [
      '',
      'Telegram lets a bot write only to people who wrote to it first. So:',
      '  1. Open the bot in Telegram and write to it.',
      '  2. `cmtg listen` shows the webhook that CM sends then, and the chat ID in it.',
      '  3. cmtg send --to <chat ID> "Hello"',
      '`cmtg doctor` checks the set-up.',
    ].join('\n'),
  );
}
