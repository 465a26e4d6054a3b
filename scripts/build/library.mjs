import { existsSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { sharedOptions } from './shared.mjs';

/**
 * Writes the library module by module, so that whoever bundles it keeps only what is used. undici stays an import: it
 * is an installed dependency; what is not installed comes along under `vendor/`.
 */
export async function buildLibrary(root, out) {
  const entries = {
    index: 'src/index.ts',
    testing: 'src/testing.ts',
    // Reached by the name that `chooseNetwork` writes.
    'http/create-http': 'src/http/create-http.ts',
    'http/create-http.browser': 'src/http/create-http.browser.ts',
  };
  const bundle = await rolldown({
    ...sharedOptions(root),
    input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(`${root}${file}`))),
    external: /^undici(?:\/|$)/,
    treeshake: { moduleSideEffects: false },
    plugins: [chooseNetwork()],
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

/**
 * The client takes the network by a name of package.json's `imports`: Node's own, or for browsers one that refuses.
 * Bundlers for browsers follow every import, also of code that is left out, and would end in Node's modules.
 */
function chooseNetwork() {
  return {
    name: 'choose-network',
    renderChunk(code, { fileName }) {
      if (!fileName.endsWith('library/create-client.js')) return null;
      const named = code.replace(/import\((["'])\.\.\/http\/create-http\.js\1\)/, 'import("#create-http")');
      if (named === code) throw new Error(`${fileName} does not import the network where it was looked for.`);
      return named;
    },
  };
}
