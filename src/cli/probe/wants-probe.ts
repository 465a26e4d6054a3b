import type { CommandInput } from '../command-spec.js';
import { readFlag } from '../option-values.js';

/** Whether the command line asks for a look at the media files. */
export function wantsProbe(options: CommandInput['options']): boolean {
  return readFlag(options, 'probe') || readFlag(options, 'probeHttp');
}
