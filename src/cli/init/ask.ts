import type { CommandContext } from '../context.js';
import { usageError } from '../option-values.js';
import { createPrompter } from '../prompt/prompter.js';
import { checkBotId, type InitAnswers, type Keep } from './answers.js';
import { acceptToken, findTokenProblem, type GivenAnswers, parseBotId } from './read-flags.js';

/** Asks for what the flags left open. */
export async function askAnswers(given: GivenAnswers, context: CommandContext): Promise<InitAnswers> {
  const prompter = createPrompter(context);
  const from =
    given.from ??
    (await prompter.ask('Bot ID (CM’s Channels app shows it):', { check: (text) => checkBotId(text, parseBotId) }));
  let { token } = given;
  if (token === undefined) {
    const typed = await prompter.askSecret('Product token, or Enter to leave it out:', { check: findTokenProblem });
    token = typed === '' ? undefined : acceptToken(typed, 'typed', context);
  }
  const keep = given.keep ?? (await prompter.choose<Keep>('Where to keep it?', places));
  return { from, token, tokenFile: given.tokenFile, keep };
}

const places = [
  { word: 'user', label: 'your own file, readable by you alone; for every project' },
  { word: 'file', label: 'the token in a file of its own, readable by you alone; the bot ID in your own file' },
  { word: 'project', label: 'the bot ID in .cmtelegramrc of this directory; the token in your own file' },
  { word: 'none', label: 'nowhere: you set environment variables yourself' },
] as const;

/** Without a terminal nothing is asked: what has no sensible default must be given. */
export function completeAnswers(given: GivenAnswers): InitAnswers {
  if (given.from === undefined) {
    throw usageError('No bot ID.', 'Give --from <bot ID>. CM’s Channels app shows it.', 'usage-from-missing');
  }
  if (given.keep === undefined) {
    throw usageError(
      'It is not said where to keep it.',
      'Give --keep user, file, project or none.',
      'usage-keep-missing',
    );
  }
  return { from: given.from, keep: given.keep, token: given.token, tokenFile: given.tokenFile };
}

/** Whether settings that are there may be replaced. */
export function askToReplace(what: string, context: CommandContext): Promise<boolean> {
  return createPrompter(context).confirm(`${what} Replace?`, false);
}

/** Whether to try the sandbox now. */
export function askForTrial(context: CommandContext): Promise<boolean> {
  return createPrompter(context).confirm('Send a first message to the sandbox now? Nothing leaves this machine.', true);
}
