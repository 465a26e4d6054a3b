import { existsSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { sharedOptions } from './shared.mjs';

/**
 * Writes the library module by module, so that whoever bundles it keeps only what is used. undici stays an import: it
 * is an installed dependency; what is not installed comes along under `vendor/`.
 */
export async function buildLibrary(root, out) {
  const entries = { index: 'src/index.ts', testing: 'src/testing.ts' };
  const bundle = await rolldown({
    ...sharedOptions(root),
    input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(`${root}${file}`))),
    external: /^undici(?:\/|$)/,
    treeshake: { moduleSideEffects: false },
  });
  await bundle.write({
    dir: `${out}/lib`,
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: `${root}src`,
    // npm leaves every folder called node_modules out of a package.
    entryFileNames: ({ name }) => `${name.replace(/(?:^|.*\/)node_modules\//, 'vendor/')}.js`,
    minify: { compress: false, mangle: false, codegen: false },
  });
}
