import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** Bundles the programs that bulk tests start as processes of their own, and tells where they are. */
export async function buildPrograms(folder: string): Promise<{ readonly gateway: string; readonly cli: string }> {
  await build({
    input: { gateway: here('fault-gateway.ts'), cli: here('bulk-child.ts') },
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    logLevel: 'silent',
  });
  return { gateway: `${folder}/gateway.mjs`, cli: `${folder}/cli.mjs` };
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
