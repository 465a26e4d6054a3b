import { usageError } from '../option-values.js';

/** The addresses given to `send-media`. A local file gets an explanation, because CM offers no upload. */
export function readMediaUrls(args: readonly string[]): readonly string[] {
  if (args.length === 0) {
    throw usageError(
      'No media to send.',
      'Give the public address of a file behind the options.',
      'usage-media-missing',
    );
  }
  for (const arg of args) {
    if (looksLocal(arg)) {
      throw usageError(
        `CM takes media by public URL only, and “${arg.slice(0, 120)}” is a local file.`,
        'Put the file on a web server or a file store and give its https:// address; a signed, expiring link is fine.',
        'usage-local-media',
      );
    }
  }
  return args;
}

/** `file:` addresses, paths, Windows drives, and everything else that is no address with a scheme. */
function looksLocal(arg: string): boolean {
  if (/^file:/i.test(arg)) return true;
  if (/^[a-z]:[\\/]/i.test(arg)) return true;
  return !/^[a-z][a-z0-9+.-]*:/i.test(arg);
}
