import { basename, extname, join, resolve } from 'node:path';
import { CmtgError } from '../core/errors.js';
import { guessLanguage } from './loaders.js';
import { type Environment, findHome, findProjectFile, findUserFile, findUserFolder } from './search.js';

/** The file that is to be changed. It need not exist. */
export interface EditTarget {
  readonly file: string;
  readonly kind: 'user-file' | 'project-file';
}

export interface EditPlace {
  readonly cwd: string;
  readonly env: Environment;
  readonly home?: string | undefined;
  /** `--project`: the project's file instead of the user's. */
  readonly project: boolean;
  /** `--config`: this file. */
  readonly configFile?: string | undefined;
}

/**
 * The file a change goes to: the one named, the project's that is in force (else `.cmtelegramrc` in the working
 * directory), or the user's. Throws CmtgError `config-no-home` when there is no place for a user's file.
 */
export function findEditTarget(place: EditPlace): EditTarget {
  const home = findHome(place.env, place.home);
  const folder = findUserFolder(place.env, home);
  const user = findUserFile(place.env, home)?.file ?? (folder && join(folder, 'config.json'));
  if (place.configFile !== undefined) {
    const file = resolve(place.cwd, place.configFile);
    return { file, kind: file === user ? 'user-file' : 'project-file' };
  }
  if (place.project) {
    const file = findProjectFile(place.cwd, home)?.file ?? join(resolve(place.cwd), '.cmtelegramrc');
    return { file, kind: 'project-file' };
  }
  if (user !== undefined) return { file: user, kind: 'user-file' };
  throw new CmtgError('There is no home directory to keep a user file in.', {
    code: 'config-no-home',
    category: 'config',
    hint: 'Set HOME or XDG_CONFIG_HOME, use --project, or set the value in the environment.',
  });
}

/** The language of a file, as its name and its text tell. A new file without an extension becomes JSON. */
export function languageOf(file: string, text: string): 'jsonc' | 'yaml' {
  const extension = extname(file);
  if (extension === '.json') return 'jsonc';
  if (extension === '.yaml' || extension === '.yml') return 'yaml';
  return text.trim() === '' ? 'jsonc' : guessLanguage(text);
}

/** Where the settings stand inside a file: `package.json` keeps them below a key. */
export function prefixOf(file: string): readonly string[] {
  return basename(file) === 'package.json' ? ['cmtelegram'] : [];
}
