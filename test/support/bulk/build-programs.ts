import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** Programs that bulk tests start as processes of their own. */
export interface Programs {
  readonly gateway: string;
  readonly cli: string;
}

/** Bundles the gateway, and the command line with a clock that runs a hundred times as fast. */
export async function buildPrograms(folder: string): Promise<Programs> {
  await bundle(folder, { gateway: here('fault-gateway.ts'), cli: here('bulk-child.ts') });
  return { gateway: `${folder}/gateway.mjs`, cli: `${folder}/cli.mjs` };
}

/** Bundles the gateway, and copies the built command line, so that a build in between does not change a long run. */
export async function copyPrograms(folder: string): Promise<Programs> {
  await bundle(folder, { gateway: here('fault-gateway.ts') });
  const root = here('../../../');
  const copy = `${folder}/copy`;
  mkdirSync(copy);
  for (const name of ['bin', 'dist', 'package.json']) cpSync(`${root}${name}`, `${copy}/${name}`, { recursive: true });
  symlinkSync(`${root}node_modules`, `${copy}/node_modules`);
  return { gateway: `${folder}/gateway.mjs`, cli: `${copy}/bin/cmtg.js` };
}

async function bundle(folder: string, input: Record<string, string>): Promise<void> {
  await build({
    input,
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    logLevel: 'silent',
  });
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
