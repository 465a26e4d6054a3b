import { CmtgError } from '../core/errors.js';
import { suggest } from '../core/payload/suggest.js';
import { formatOrigin } from './config-error.js';
import { PROFILE_VARIABLE } from './environment.js';
import type { FileLayers } from './file-layer.js';
import type { Layer } from './layers.js';
import type { Environment } from './search.js';
import type { ConfigOrigin } from './settings.js';

export type FileKind = 'user-file' | 'project-file';
export type FileLayersOfKind = FileLayers & { readonly kind: FileKind };

/** The profile in use, and who chose it. */
export interface ChosenProfile {
  readonly name: string;
  readonly origin: ConfigOrigin;
}

/** The layers of the files, lowest first. Where the profiles lie depends on who chose: see `loadConfig`. */
export function orderFileLayers(
  files: readonly FileLayersOfKind[],
  chosen: ChosenProfile | undefined,
): readonly Layer[] {
  const profileOf = ({ profiles }: FileLayers): readonly Layer[] =>
    chosen === undefined ? [] : [profiles.get(chosen.name) ?? []].flat();
  const isOutside = chosen?.origin.kind === 'flag' || chosen?.origin.kind === 'environment';
  return isOutside
    ? [...files.map(({ base }) => base), ...files.flatMap(profileOf)]
    : files.flatMap((file) => [file.base, ...profileOf(file)]);
}

/**
 * The profile of `--profile`, of `CMTG_PROFILE`, of the project's file, or of the user's file. Throws CmtgError
 * `unknown-profile` when no file defines it.
 */
export function chooseProfile(
  input: { readonly env: Environment; readonly profile?: string | undefined },
  files: readonly FileLayersOfKind[],
  names: readonly string[],
): ChosenProfile | undefined {
  const chosen = findChoice(input, files);
  if (chosen !== undefined && !names.includes(chosen.name)) {
    throw unknownProfile(chosen, names);
  }
  return chosen;
}

function findChoice(
  input: { readonly env: Environment; readonly profile?: string | undefined },
  files: readonly FileLayersOfKind[],
): ChosenProfile | undefined {
  const variable = input.env[PROFILE_VARIABLE];
  if (input.profile !== undefined) {
    return { name: input.profile, origin: { kind: 'flag', name: '--profile' } };
  }
  if (variable !== undefined && variable !== '') {
    return { name: variable, origin: { kind: 'environment', name: PROFILE_VARIABLE } };
  }
  const file = files.findLast(({ profile }) => profile !== undefined);
  return file?.profile && { name: file.profile.name, origin: { kind: file.kind, ...file.profile.place } };
}

function unknownProfile({ name, origin }: ChosenProfile, names: readonly string[]): CmtgError {
  const near = suggest(name, names);
  const known = names.length === 0 ? 'No file defines a profile.' : `Defined: ${names.join(', ')}.`;
  return new CmtgError(`There is no profile “${name.slice(0, 60)}” (${formatOrigin(origin)}).`, {
    code: 'unknown-profile',
    category: origin.kind === 'flag' ? 'usage' : 'config',
    hint: near === undefined ? known : `Did you mean “${near}”? ${known}`,
  });
}
