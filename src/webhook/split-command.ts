import { CmtgError } from '../core/errors.js';

/** White space, "…", '…', an escaped character, or a stretch without any of them. */
const TOKEN = /(\s+)|"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^\s"'\\]+)/gsy;
const SHELL_SIGN = /[|&;<>`$(){}*?#]/;

/**
 * Splits a command into program and arguments as a shell would, and does nothing else a shell does: quotes and
 * backslashes group, nothing is expanded. Signs that would act in a shell are refused when they are not quoted,
 * because they would silently be arguments. Throws CmtgError of category `usage` that names the flag.
 */
export function splitCommand(command: string, flag = '--exec'): [program: string, ...args: string[]] {
  const words: string[] = [];
  let word: string | undefined;
  let end = 0;
  for (const [all, space, double, single, escaped, plain] of command.matchAll(TOKEN)) {
    end += all.length;
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const sign = SHELL_SIGN.exec(plain ?? '')?.[0];
    if (sign !== undefined) throw invalid(flag, `${flag} runs no shell, so “${sign}” would mean nothing.`);
    word = (word ?? '') + (double?.replace(/\\(["\\])/g, '$1') ?? single ?? escaped ?? plain ?? '');
  }
  if (end < command.length) throw invalid(flag, `${flag}: a quote is not closed in ${command}`);
  if (word !== undefined) words.push(word);
  const [program, ...args] = words;
  if (program === undefined || program === '') throw invalid(flag, `${flag} needs a program to run.`);
  return [program, ...args];
}

function invalid(flag: string, message: string): CmtgError {
  return new CmtgError(message, {
    code: 'exec-invalid',
    category: 'usage',
    hint: `Quote it, or name the shell yourself: ${flag} "sh -c 'jq -r .kind >> kinds.txt'"`,
  });
}
