import { renderSafeText } from '../../render/safe-text.js';

/** A path as a shell takes it, for commands to copy. */
export function quote(path: string): string {
  const shown = renderSafeText(path, { isolate: false });
  return /^[\w./:@%+,-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
