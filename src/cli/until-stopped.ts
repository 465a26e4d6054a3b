import type { Io } from './io.js';
import { untilInterrupted } from './until-interrupted.js';

/** Resolves when Ctrl-C or SIGTERM asks the process to stop, or when nobody reads its output any more (`| head -1`). */
export function untilStopped({ interrupted, stdout }: Io): Promise<void> {
  const stopped = untilInterrupted(interrupted);
  return stdout.gone === undefined ? stopped : Promise.race([stopped, stdout.gone]);
}
