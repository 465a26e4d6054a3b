import { renderSafeJson } from '../../render/safe-text.js';
import type { CommandRun } from '../command-spec.js';
import { commandTable } from '../command-table.js';
import { renderBash } from '../completion/bash.js';
import { buildCompletionTree } from '../completion/build-tree.js';
import { renderFish } from '../completion/fish.js';
import { renderPwsh } from '../completion/pwsh.js';
import { wordLists } from '../completion/word-lists.js';
import { renderZsh } from '../completion/zsh.js';
import { loadPlainConfig } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { globalOptions } from '../global-options.js';
import { usageError } from '../option-values.js';

const shells = { bash: renderBash, zsh: renderZsh, fish: renderFish, pwsh: renderPwsh } as const;

/** `cmtg completion SHELL`: a script that completes commands, options and values. */
export const runCompletion: CommandRun = async ({ args }, context) => {
  const [shell = ''] = args;
  if (!Object.hasOwn(shells, shell)) {
    throw usageError(`There is no completion for “${shell}”.`, `Choose one of: ${Object.keys(shells).join(', ')}.`);
  }
  const script = shells[shell as keyof typeof shells](buildCompletionTree(commandTable, globalOptions, wordLists));
  context.stdout.write(context.global.json ? `${renderSafeJson({ version: 1, shell, script })}\n` : script);
  return exitCodes.ok.code;
};

/** `cmtg __complete KIND`: values that only this machine knows, one a line. A script asks, so nothing is an error. */
export const runComplete: CommandRun = async ({ args }, context) => {
  if (args[0] !== 'profile') return exitCodes.ok.code;
  const config = await loadPlainConfig(context).catch(() => undefined);
  // A name with other characters would need quoting that differs from shell to shell.
  const names = (config?.profiles ?? []).filter((name) => /^[\w.@+-]+$/.test(name));
  context.stdout.write(names.map((name) => `${name}\n`).join(''));
  return exitCodes.ok.code;
};
