import type { OptionSpec } from '../command-spec.js';

/** A look at the media files themselves, which leaves this machine. */
export const probeOptions: readonly OptionSpec[] = [
  {
    flags: '--probe',
    description: 'fetch the beginning of each media file, and check size, type and dimensions',
  },
  { flags: '--probe-http', description: 'the same, and fetch plain http addresses, too' },
];
