import { describeConfig } from '../../config/describe-config.js';
import { loadConfig } from '../../config/load-config.js';
import { ruleIds } from '../../core/rules/catalogue.js';
import { renderConfig } from '../../render/config.js';
import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { noteConfigWarnings } from '../note-config-warnings.js';

/** `cmtg config`: every setting with its value, secrets masked, and where it comes from. */
export const runConfig: CommandRun = async (_input, context) => {
  const { io, global } = context;
  const config = await loadConfig({
    cwd: io.cwd,
    env: io.env,
    home: io.home,
    configFile: global.config,
    profile: global.profile,
    ruleIds,
    flags: {},
  });
  noteConfigWarnings(config, context);
  const entries = describeConfig(config);
  if (global.json) {
    const { files, profiles, warnings } = config;
    context.stdout.write(
      `${renderSafeJson({
        version: 1,
        files,
        profiles,
        settings: entries.map(({ key, value, origin }) => ({ key, value, origin })),
        warnings,
      })}\n`,
    );
  } else {
    context.stdout.write(renderConfig(entries, context.outStyle));
    const read = config.files.length === 0 ? 'No configuration file was found.' : `Read: ${config.files.join(', ')}`;
    context.note(context.errStyle.dim(read));
  }
  return exitCodes.ok.code;
};
