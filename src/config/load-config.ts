import { readEnvironment } from './environment.js';
import { type FlagValues, readFlags } from './flags.js';
import { mergeLayers } from './layers.js';
import { chooseProfile, type FileKind, type FileLayersOfKind, orderFileLayers } from './profiles.js';
import { type Environment, type FoundFile, findHome, findNamedFile, findProjectFile, findUserFile } from './search.js';
import type { ConfigWarning, ResolvedConfig } from './settings.js';

export interface LoadConfigInput {
  /** Where the search for the project's file begins; relative paths of flags and variables count from here. */
  readonly cwd: string;
  readonly env: Environment;
  /** The home directory; without it `HOME`, and without that no user file. */
  readonly home?: string | undefined;
  /** `--config`: read this file instead of searching for the project's. */
  readonly configFile?: string | undefined;
  /** `--profile`. */
  readonly profile?: string | undefined;
  readonly flags: FlagValues;
  /** The ids of the rules, to warn about misspelt ones in files. */
  readonly ruleIds?: readonly string[] | undefined;
}

/**
 * Reads the configuration: defaults, user file, project file, environment, flags; the later wins, value by value.
 *
 * A profile that a file chooses belongs to the files: each file's profile lies on that file's plain values. A profile
 * chosen by `--profile` or the environment outranks the plain values of every file, as flags and environment do.
 *
 * No file is executed and none is followed into another. Throws CmtgError of category `config`, or `usage` for flags.
 */
export async function loadConfig(input: LoadConfigInput): Promise<ResolvedConfig> {
  const home = findHome(input.env, input.home);
  const user = findUserFile(input.env, home);
  const project =
    input.configFile === undefined ? findProjectFile(input.cwd, home) : findNamedFile(input.configFile, input.cwd);
  // --config may name the user's own file: it is one file then, and the user's.
  const found = [
    { kind: 'user-file', file: user } as const,
    { kind: 'project-file', file: project?.file === user?.file ? undefined : project } as const,
  ].flatMap(({ kind, file }) => (file === undefined ? [] : [{ kind, ...file }]));
  const files = found.length === 0 ? [] : await readFiles(found, { home, ruleIds: input.ruleIds });
  const environment = readEnvironment(input.env, input.cwd);
  const names = [...new Set(files.flatMap(({ profiles }) => [...profiles.keys()]))].sort();
  const chosen = chooseProfile(input, files, names);
  const { settings, origins } = mergeLayers([
    ...orderFileLayers(files, chosen),
    environment.layer,
    readFlags(input.flags, input.cwd),
  ]);
  return {
    settings,
    origins: chosen === undefined ? origins : { ...origins, profile: chosen.origin },
    warnings: [...found.flatMap(warnIgnored), ...files.flatMap(({ warnings }) => warnings), ...environment.warnings],
    files: found.map(({ file }) => file),
    profiles: names,
    ...(chosen === undefined ? {} : { profile: chosen.name }),
  };
}

/** Loads cosmiconfig and the parsers, which a command without any file never needs. */
async function readFiles(
  found: readonly { readonly kind: FileKind; readonly file: string }[],
  context: { readonly home: string | undefined; readonly ruleIds: readonly string[] | undefined },
): Promise<readonly FileLayersOfKind[]> {
  const [{ readConfigFile }, { readFileLayers }] = await Promise.all([
    import('./read-config-file.js'),
    import('./file-layer.js'),
  ]);
  const documents = await Promise.all(found.map(({ file }) => readConfigFile(file)));
  return documents.map((document, index) => {
    const kind = found[index]?.kind ?? 'project-file';
    return { kind, ...readFileLayers(document, { kind, ...context }) };
  });
}

function warnIgnored({ file, ignored }: FoundFile): readonly ConfigWarning[] {
  return ignored.map((other) => ({
    code: 'ignored-file',
    message: `${other}: not read, because ${file} stands beside it.`,
    file: other,
  }));
}
