import { resolve } from 'node:path';
import { checkToken, warnAboutShape } from '../../config/check-token.js';
import { keys } from '../../config/keys.js';
import { readSecretFile } from '../../config/secret-file.js';
import { CmtgError } from '../../core/errors.js';
import { readTextStream } from '../../input/read-text.js';
import { renderSafeText } from '../../render/safe-text.js';
import type { CommandInput } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { readString, usageError } from '../option-values.js';
import { checkBotId, type InitAnswers, type Keep } from './answers.js';

export type GivenAnswers = { readonly [Name in keyof InitAnswers]?: InitAnswers[Name] | undefined };

/** What the flags of `cmtg init` say already, checked. */
export async function readInitFlags(options: CommandInput['options'], context: CommandContext): Promise<GivenAnswers> {
  const from = readString(options, 'from');
  const problem = from === undefined ? undefined : checkBotId(from, parseBotId);
  if (problem !== undefined) throw usageError(`--from: ${problem}`);
  const keep = readString(options, 'keep') as Keep | undefined;
  const file = readString(options, 'productTokenFile');
  const isStdin = file === '-';
  if (isStdin && context.io.stdin.isTTY) {
    throw usageError('- reads stdin, but stdin is the terminal.', 'Leave the option out to be asked without an echo.');
  }
  const path = file === undefined || isStdin ? undefined : resolve(context.io.cwd, file);
  const text = isStdin
    ? await readTextStream(context.io.stdin)
    : path && (await readSecretFile(path, { allowPipe: true }));
  const token = text === undefined ? undefined : acceptToken(text, '--product-token-file', context);
  return { from: from?.trim(), keep, token, tokenFile: path };
}

/** What the settings make of a text as bot ID. */
export function parseBotId(text: string): { readonly reason?: string } {
  const parsed = keys.from.type.fromText(text);
  return 'reason' in parsed ? { reason: parsed.reason } : {};
}

/** A token that may be kept; from here on no output shows it. Throws as `checkToken` does. */
export function acceptToken(text: string, flag: string, context: CommandContext): string {
  const origin = { kind: 'flag', name: flag } as const;
  const token = checkToken(text, origin);
  context.redactor.add(token);
  for (const { message } of warnAboutShape(token, origin)) {
    context.note(`${context.errStyle.yellow('warning:')} ${renderSafeText(message)}`);
  }
  return token;
}

/** Why a typed token is refused, or undefined. */
export function findTokenProblem(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    checkToken(text, { kind: 'flag', name: 'typed' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CmtgError)) throw error;
    return [error.message, error.hint].filter((part) => part !== undefined).join(' ');
  }
}
