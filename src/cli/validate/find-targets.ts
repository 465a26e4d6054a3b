import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CmtgError } from '../../core/errors.js';
import { usageError } from '../option-values.js';

/** One thing to check: a file, by its path as it is shown and as it is read, or stdin. */
export type Target =
  | { readonly kind: 'stdin'; readonly name: string }
  | { readonly kind: 'file'; readonly name: string; readonly path: string };

export interface TargetOptions {
  readonly cwd: string;
  /** Shown instead of `stdin`. */
  readonly stdinName: string | undefined;
  /** A name or a pattern that finds nothing is no error. */
  readonly allowEmpty: boolean;
}

/** Folders that a pattern never means. */
const ignored = ['**/node_modules/**', '**/.git/**'];

/**
 * Finds what is to be checked, sorted by name and each file once. Patterns are expanded here, so that a quoted pattern
 * means the same in every shell. Throws when a named file does not exist or a pattern finds nothing.
 */
export async function findTargets(args: readonly string[], options: TargetOptions): Promise<Target[]> {
  if (args.length === 0) {
    throw usageError(
      'Nothing to check.',
      'Name files or patterns, or - for stdin: cmtg validate payload.json',
      'usage-files-missing',
    );
  }
  const found = await Promise.all(args.map((arg) => findTarget(arg, options)));
  const byName = new Map(found.flat().map((target) => [target.kind === 'file' ? target.path : '-', target]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

async function findTarget(arg: string, options: TargetOptions): Promise<Target[]> {
  if (arg === '-') return [{ kind: 'stdin', name: options.stdinName ?? 'stdin' }];
  const path = resolve(options.cwd, arg);
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');
  if (typeof stats !== 'string') {
    if (!stats.isDirectory()) return [{ kind: 'file', name: arg, path }];
    throw new CmtgError(`${arg} is a directory.`, {
      code: 'input-directory',
      category: 'input',
      hint: `To check what is in it: cmtg validate '${arg.replace(/\/+$/, '')}/**/*.json'`,
    });
  }
  if (isPattern(arg)) return expandPattern(arg, options);
  // Whether it may be read is seen when it is read.
  if (stats !== 'ENOENT' && stats !== 'ENOTDIR') return [{ kind: 'file', name: arg, path }];
  if (options.allowEmpty) return [];
  throw new CmtgError(`${arg} does not exist.`, {
    code: 'input-missing',
    category: 'input',
    hint: 'Check the path; it is relative to the current directory. --allow-empty passes over it.',
  });
}

async function expandPattern(pattern: string, { cwd, allowEmpty }: TargetOptions): Promise<Target[]> {
  const { glob } = await import('tinyglobby');
  const names = await glob([pattern], { cwd, ignore: ignored, expandDirectories: false });
  if (names.length === 0 && !allowEmpty) {
    throw new CmtgError(`No file matches ${pattern}.`, {
      code: 'input-no-match',
      category: 'input',
      hint: 'Check the pattern; it begins at the current directory. --allow-empty makes this no error.',
    });
  }
  return names.map((name) => ({ kind: 'file', name, path: resolve(cwd, name) }));
}

function isPattern(arg: string): boolean {
  return /[*?[\]{}]|[!@+]\(/.test(arg);
}
