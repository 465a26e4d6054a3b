import { readFile } from 'node:fs/promises';
import { CmtgError } from '../core/errors.js';

/** The page lies beside the bundle: one folder up from a chunk of it, and in `dist` for the sources. */
const places = ['./inspector.html', '../inspector.html', '../../dist/inspector.html'];

/** Reads the page that `scripts/build-inspector.mjs` built. */
export async function loadPage(): Promise<string> {
  for (const place of places) {
    try {
      return await readFile(new URL(place, import.meta.url), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new CmtgError('The page of the inspector is missing from this installation', {
    code: 'inspector-missing',
    category: 'bug',
    hint: 'Build it with: npm run build',
  });
}
