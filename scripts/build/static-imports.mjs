import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The sources that some sources import statically, themselves included, as absolute paths. Type imports do not count. */
export function findStaticImports(root, entries) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [, clause, target] of source.matchAll(/^(?:import|export)\b([^;'"]*?)\bfrom\s+['"](\.[^'"]+)['"]/gm)) {
      if (!/^\s+type\b/.test(clause)) visit(resolve(dirname(file), target.replace(/\.js$/, '.ts')));
    }
  };
  for (const entry of entries) visit(resolve(root, entry));
  return found;
}
