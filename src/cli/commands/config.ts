import { describeConfig } from '../../config/describe-config.js';
import { renderConfig } from '../../render/config.js';
import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import { loadPlainConfig } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { noteConfigWarnings } from '../note-config-warnings.js';

/** `cmtg config` and `cmtg config list`: every setting with its value, secrets masked, and where it comes from. */
export const runConfig: CommandRun = async (_input, context) => {
  const config = await loadPlainConfig(context);
  noteConfigWarnings(config, context);
  const entries = describeConfig(config);
  if (context.global.json) {
    const { files, profiles, warnings } = config;
    const settings = entries.map(({ key, value, origin }) => ({ key, value, origin }));
    context.stdout.write(`${renderSafeJson({ version: 1, files, profiles, settings, warnings })}\n`);
  } else {
    context.stdout.write(renderConfig(entries, context.outStyle));
    const read = config.files.length === 0 ? 'No configuration file was found.' : `Read: ${config.files.join(', ')}`;
    context.note(context.errStyle.dim(read));
  }
  return exitCodes.ok.code;
};
