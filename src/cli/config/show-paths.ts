import { findHome, findNamedFile, findProjectFile, findUserFile, findUserFolder } from '../../config/search.js';
import { renderSafeJson, renderSafeText } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';

/** `cmtg config path`: the files that are read, lowest layer first. */
export const runConfigPath: CommandRun = async (_input, context) => {
  const { io, global } = context;
  const home = findHome(io.env, io.home);
  const folder = findUserFolder(io.env, home);
  const user = findUserFile(io.env, home);
  const project = global.config === undefined ? findProjectFile(io.cwd, home) : findNamedFile(global.config, io.cwd);
  const files = [
    { kind: 'user-file', file: user?.file ?? null, folder: folder ?? null },
    { kind: 'project-file', file: project?.file === user?.file ? null : (project?.file ?? null), folder: io.cwd },
  ];
  if (global.json) {
    context.stdout.write(`${renderSafeJson({ version: 1, files })}\n`);
    return exitCodes.ok.code;
  }
  for (const { file } of files) if (file !== null) context.stdout.write(`${renderSafeText(file)}\n`);
  for (const ignored of [user, project].flatMap((found) => found?.ignored ?? [])) {
    context.note(context.errStyle.dim(`not read: ${renderSafeText(ignored)}`));
  }
  if (user === undefined && folder !== undefined) {
    context.note(context.errStyle.dim(`Your own file would be ${renderSafeText(folder)}/config.json`));
  }
  return exitCodes.ok.code;
};
