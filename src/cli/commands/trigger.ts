import { isTriggerKind, type TriggerKind, triggerKinds } from '../../core/inbound/synthetic/trigger-kinds.js';
import { suggest } from '../../core/payload/suggest.js';
import { renderTriggerList } from '../../render/trigger.js';
import { parseTarget } from '../../webhook/target.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag, readString, usageError } from '../option-values.js';
import { listTriggersAsJson } from '../trigger/list-as-json.js';
import { makeUp } from '../trigger/make-up.js';
import { postAll } from '../trigger/post-all.js';
import { readTriggerOptions } from '../trigger/read-trigger-options.js';
import { writeBodies } from '../trigger/write-bodies.js';

/** `cmtg trigger`: made-up inbound webhooks. */
export const runTrigger: CommandRun = async ({ args, options }, context) => {
  if (readFlag(options, 'list')) {
    context.stdout.write(context.global.json ? listTriggersAsJson() : renderTriggerList(context.outStyle));
    return exitCodes.ok.code;
  }
  const plan = readTriggerOptions(readKinds(args), options);
  if (readFlag(options, 'dryRun')) {
    await writeBodies(makeUp(plan, context), context);
    return exitCodes.ok.code;
  }
  const to = readString(options, 'to');
  if (to === undefined) {
    throw usageError(
      'No address to post to.',
      'Give --to, for example --to http://127.0.0.1:8080 for `cmtg listen`, or --dry-run to look at the JSON.',
      'usage-to-missing',
    );
  }
  return postAll(makeUp(plan, context), { ...plan, target: parseTarget(to, '--to') }, context);
};

function readKinds(args: readonly string[]): TriggerKind[] {
  if (args.length === 0) {
    throw usageError('Nothing to make up.', `Name one or more of: ${triggerKinds.join(', ')}.`, 'usage-kind-missing');
  }
  return args.map((name) => {
    if (isTriggerKind(name)) return name;
    const near = suggest(name, triggerKinds);
    throw usageError(
      `There is no kind “${name}”.`,
      near === undefined ? `The kinds are ${triggerKinds.join(', ')}.` : `Did you mean “${near}”?`,
      'usage-kind-unknown',
    );
  });
}
