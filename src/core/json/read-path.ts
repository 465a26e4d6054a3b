import type { Path } from '../diagnostics/diagnostic.js';

/** The value at a path of a parsed document, or undefined. Only own keys count. */
export function readPath(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
