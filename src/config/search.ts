import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { configError } from './config-error.js';

/*
 * Finding the files costs a few stat calls, so that a command without any configuration does not pay for cosmiconfig.
 */

const USER_FILES = ['config.json', 'config.yaml', 'config.yml'];
const PROJECT_FILES = ['.cmtelegramrc', '.cmtelegramrc.json', '.cmtelegramrc.yaml', '.cmtelegramrc.yml'];

/** A dependency of this name is a string; a configuration is an object. */
const PACKAGE_HOLDS_CONFIG = /"cmtelegram"\s*:\s*\{/;

const LARGEST = 1024 * 1024;

/** The file to read, and files beside it that are not read because of it. */
export interface FoundFile {
  readonly file: string;
  readonly ignored: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The home directory, or undefined where there is none, as in a bare container. */
export function findHome(env: Environment, home?: string): string | undefined {
  return [home, env.HOME].find((path) => path !== undefined && isAbsolute(path));
}

/** The user's file below `$XDG_CONFIG_HOME` or `~/.config`. A relative `XDG_CONFIG_HOME` is ignored, as XDG says. */
export function findUserFile(env: Environment, home: string | undefined): FoundFile | undefined {
  const folder = findUserFolder(env, home);
  return folder === undefined ? undefined : pick(USER_FILES.map((name) => join(folder, name)));
}

/** The directory of the user's file; undefined where there is no home. It need not exist. */
export function findUserFolder(env: Environment, home: string | undefined): string | undefined {
  const xdg = env.XDG_CONFIG_HOME;
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : home && join(home, '.config');
  return base === undefined ? undefined : join(base, 'cmtelegram');
}

/**
 * The project's file: the first found from `cwd` upwards. The search ends with the directory that holds `.git`, with the
 * home directory, or with the root.
 */
export function findProjectFile(cwd: string, home: string | undefined): FoundFile | undefined {
  const homes = home === undefined ? [] : [home, realPath(home)];
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const packageFile = join(directory, 'package.json');
    const candidates = PROJECT_FILES.map((name) => join(directory, name));
    const found = pick(holdsConfig(packageFile) ? [...candidates, packageFile] : candidates);
    const isLast =
      homes.includes(directory) || dirname(directory) === directory || stat(join(directory, '.git')) !== undefined;
    if (found !== undefined || isLast) {
      return found;
    }
  }
}

/** The file named by `--config`. Throws CmtgError `config-missing` when there is none. */
export function findNamedFile(configFile: string, cwd: string): FoundFile {
  const file = resolve(cwd, configFile);
  const stats = stat(file);
  if (stats === undefined || stats.isDirectory()) {
    throw configError('config-missing', { file }, 'there is no such configuration file.', 'It is named by --config.');
  }
  checkSize(file, stats);
  return { file, ignored: [] };
}

function pick(candidates: readonly string[]): FoundFile | undefined {
  const present = candidates.flatMap((file) => {
    const stats = stat(file);
    return stats?.isFile() ? [{ file, stats }] : [];
  });
  const [first, ...rest] = present;
  if (first === undefined) {
    return undefined;
  }
  checkSize(first.file, first.stats);
  return { file: first.file, ignored: rest.map(({ file }) => file) };
}

function holdsConfig(packageFile: string): boolean {
  const stats = stat(packageFile);
  if (!stats?.isFile() || stats.size > LARGEST) {
    return false;
  }
  try {
    return PACKAGE_HOLDS_CONFIG.test(readFileSync(packageFile, 'utf8'));
  } catch {
    return false;
  }
}

function checkSize(file: string, stats: Stats): void {
  if (stats.size > LARGEST) {
    throw configError('config-too-complex', { file }, 'the file is larger than 1 MiB.');
  }
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
