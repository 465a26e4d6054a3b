import { describeConfig } from '../../config/describe-config.js';
import { parseAddress } from '../../config/edit-address.js';
import type { JsonValue } from '../../core/payload/payload.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { noteConfigWarnings } from '../note-config-warnings.js';
import { loadPlainConfig } from './load.js';

/** `cmtg config get KEY`: the value in force, one line; a secret as a word that says it is set. */
export const runConfigGet: CommandRun = async ({ args }, context) => {
  const { key } = parseAddress(args[0] ?? '', ruleIds);
  const config = await loadPlainConfig(context);
  noteConfigWarnings(config, context);
  const entries = describeConfig(config);
  const entry = key === 'rules' ? undefined : entries.find((candidate) => candidate.key === key);
  const value = key === 'rules' ? { ...config.settings.rules } : (entry?.value ?? null);
  if (context.global.json) {
    const origin = entry?.origin ?? config.origins[key] ?? null;
    context.stdout.write(`${renderSafeJson({ version: 1, key, value, origin: value === null ? null : origin })}\n`);
  } else if (value !== null) {
    context.stdout.write(`${renderSafeText(showValue(value))}\n`);
  } else {
    context.note(`${key} is not set.`);
  }
  return value === null ? exitCodes.findings.code : exitCodes.ok.code;
};

/** As `cmtg config set` takes it. */
function showValue(value: JsonValue): string {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([id, setting]) => `${id}=${setting}`)
      .join(',');
  }
  return String(value);
}
