import type { ResolvedConfig } from '../../config/settings.js';
import type { PlanFields } from '../../core/payload/plan-send.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readFlag, readList, readString, usageError } from '../option-values.js';
import { demo } from './demo.js';

/** Who sends, who receives, and what accompanies the messages, from flags and configuration. */
export function readAddressing(
  options: CommandInput['options'],
  config: ResolvedConfig,
  context: CommandContext,
): PlanFields {
  const { settings } = config;
  const from = settings.from ?? (readFlag(options, 'sandbox') ? demo.from : undefined);
  if (from === undefined) {
    throw usageError(
      'No bot ID to send from.',
      'Give --from <bot ID>, set CMTG_FROM, or put "from" into .cmtelegramrc. CM’s Channels app shows the bot ID.',
      'usage-from-missing',
    );
  }
  const reference = readString(options, 'reference');
  const to = readRecipients(options, context);
  if (reference !== undefined && to.length > 1) {
    context.note(
      `${context.errStyle.cyan('note:')} all ${to.length} messages carry the reference you gave; results are told apart by chat ID`,
    );
  }
  return {
    from,
    to,
    createReference: () => Buffer.from(context.io.randomBytes(16)).toString('hex'),
    ...(reference === undefined ? {} : { reference }),
    ...(settings.grouping.length === 0 ? {} : { grouping: settings.grouping }),
    ...(settings.validity === undefined ? {} : { validity: settings.validity }),
  };
}

function readRecipients(options: CommandInput['options'], context: CommandContext): string[] {
  const given = (readList(options, 'to') ?? []).filter((id) => id !== '');
  if (given.length === 0) {
    throw usageError(
      'No chat to send to.',
      'Give --to <chat ID>. `cmtg listen` shows the chat ID of everybody who writes to the bot.',
      'usage-to-missing',
    );
  }
  const counts = new Map<string, number>();
  for (const id of given) counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const [id, count] of counts) {
    if (count === 1) continue;
    const shown = renderSafeText(id, { maxLength: 40 });
    context.note(`${context.errStyle.yellow('warning:')} ${shown} is given ${count} times; it is sent to once`);
  }
  return [...counts.keys()];
}
