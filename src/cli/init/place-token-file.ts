import { dirname, join } from 'node:path';

/** The file of its own that `--keep file` gives the token, beside the user's file. */
export function placeOwnTokenFile(userFile: string): string {
  return join(dirname(userFile), 'product-token');
}
