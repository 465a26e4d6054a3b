import { checkToken, warnAboutShape } from '../../config/check-token.js';
import { type ConfigAddress, isSecret, parseAddress } from '../../config/edit-address.js';
import { editConfig, placeTokenFile } from '../../config/edit-config.js';
import { type EditTarget, findEditTarget } from '../../config/edit-target.js';
import { parseEditValue } from '../../config/edit-value.js';
import { findHome } from '../../config/search.js';
import type { JsonValue } from '../../core/payload/payload.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandInput, CommandRun } from '../command-spec.js';
import type { CommandContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { readFlag, usageError } from '../option-values.js';
import { readSecretInput } from './read-secret-input.js';
import { warnOverridden } from './warn-overridden.js';

/** `cmtg config set KEY [VALUE]`: one setting in a file; comments and layout stay. */
export const runConfigSet: CommandRun = async ({ args, options }, context) => {
  const [key = '', given] = args;
  const address = parseAddress(key, ruleIds);
  const target = findTarget(options, context);
  const value = isSecret(address)
    ? await readToken(given, target, context)
    : readValue(address, given, target, context);
  return edit(address, value, target, context);
};

/** `cmtg config unset KEY`. */
export const runConfigUnset: CommandRun = async ({ args, options }, context) =>
  edit(parseAddress(args[0] ?? '', ruleIds), undefined, findTarget(options, context), context);

function findTarget(options: CommandInput['options'], { io, global }: CommandContext): EditTarget {
  const project = readFlag(options, 'project');
  if (project && global.config !== undefined) throw usageError('--project and --config exclude each other.');
  return findEditTarget({ cwd: io.cwd, env: io.env, home: io.home, project, configFile: global.config });
}

function readValue(
  address: ConfigAddress,
  given: string | undefined,
  target: EditTarget,
  { io }: CommandContext,
): JsonValue {
  if (given === undefined) throw usageError(`No value for ${address.key}.`, 'Put it behind the name of the setting.');
  const value = parseEditValue(address, given);
  return address.setting === 'productTokenFile' ? placeTokenFile(String(value), io.cwd, target) : value;
}

async function readToken(given: string | undefined, target: EditTarget, context: CommandContext): Promise<string> {
  if (given !== undefined) {
    context.redactor.add(given);
    throw usageError(
      'The product token is never taken as an argument: everybody on the machine can see arguments.',
      'Pipe it in: cmtg config set productToken < FILE. And renew the token if others use this machine.',
      'config-secret-argument',
    );
  }
  const origin = { kind: target.kind, file: target.file };
  const token = checkToken(await readSecretInput('Product token:', context), origin);
  context.redactor.add(token);
  for (const { message } of warnAboutShape(token, origin)) warn(message, context);
  if (target.kind === 'project-file')
    warn(`${target.file} holds the product token now: keep it out of version control.`, context);
  return token;
}

async function edit(
  address: ConfigAddress,
  value: JsonValue | undefined,
  target: EditTarget,
  context: CommandContext,
): Promise<number> {
  const { io, global } = context;
  const { changed, warnings, hiddenBy } = await editConfig(target, {
    address,
    value,
    profile: global.profile,
    home: findHome(io.env, io.home),
    ruleIds,
  });
  for (const { message } of warnings) warn(message, context);
  for (const name of hiddenBy) warn(`${name} in the same file goes before ${address.key}.`, context);
  if (global.json) {
    const { key } = address;
    context.stdout.write(`${renderSafeJson({ version: 1, key, file: target.file, changed })}\n`);
  } else {
    const done = value === undefined ? 'Removed' : 'Set';
    const words = changed ? `${done} ${address.key} in ${target.file}` : `${target.file} stays as it is`;
    context.note(renderSafeText(words));
  }
  if (value !== undefined) {
    await warnOverridden([{ key: address.key, file: target.file, profile: global.profile }], context);
  }
  return exitCodes.ok.code;
}

function warn(message: string, context: CommandContext): void {
  context.note(`${context.errStyle.yellow('warning:')} ${renderSafeText(message)}`);
}
