import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve, sep } from 'node:path';

export interface ProgramPlace {
  readonly cwd: string;
  /** The `PATH` that the program is looked up with. */
  readonly path: string | undefined;
}

/** Where a system without `PATH` looks. */
const usualPath = '/usr/bin:/bin';

/**
 * Looks a program up as starting it will: a name with a slash from the working directory, any other on `PATH`.
 * `not-executable`: only files that may not be run have the name. On Windows nothing is judged: there the extension decides.
 */
export function findProgram(
  program: string,
  { cwd, path = usualPath }: ProgramPlace,
): 'found' | 'not-executable' | 'absent' {
  if (sep === '\\') return 'found';
  const folders = program.includes('/') ? [''] : path.split(delimiter);
  let isThere = false;
  for (const folder of folders) {
    const file = resolve(cwd, folder, program);
    if (!isFile(file)) continue;
    isThere = true;
    try {
      accessSync(file, constants.X_OK);
      return 'found';
    } catch {
      // One further on the path may be.
    }
  }
  return isThere ? 'not-executable' : 'absent';
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
